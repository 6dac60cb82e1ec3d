git init --quiet
git add --all
git -c user.name=Test -c user.email=test@example.org -c commit.gpgsign=false commit --quiet --message=Base
# git itself sees no difference, because it would change the line breaks back before it compares.
echo '/evidence/sources/*.yaml text eol=crlf' > .git/info/attributes
rm evidence/sources/SRC-2026-0001.yaml
git checkout --quiet HEAD -- evidence
mkdir pages
echo '# About' > pages/about.md
printf '\n' >> subject.yml
