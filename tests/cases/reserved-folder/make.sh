mkdir -p pages/r/CLM-2026-0001/9 pages/Releases pages/more/status
echo '# Forged' > pages/r/CLM-2026-0001/9/index.md
echo '# Forged' > pages/Releases/2026.11.23.md
echo '# Forged' > pages/verify.md
echo '# More' > pages/more/status/index.md
