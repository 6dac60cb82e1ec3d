cat > gazette.yaml <<'END'
id: gazette
name: The Gazette
kind: company
country: GB
END
mkdir -p evidence/organisations/aux evidence/organisations/news.
cp gazette.yaml evidence/organisations/aux/gazette.yaml
cp gazette.yaml evidence/organisations/news./herald.yaml
rm gazette.yaml
