mkdir -p evidence/organisations
head -c 10000000 /dev/zero | tr '\0' '#' > evidence/organisations/gazette.yaml
