mkdir -p evidence/organisations
{ echo 'id: gazette'; echo 'aliases:'; seq 2000 | sed 's/.*/  - The Paper/'; } > evidence/organisations/gazette.yaml
