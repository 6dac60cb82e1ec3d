"""The commands, one module each: what a command takes from its arguments, and what it prints. [io]"""
