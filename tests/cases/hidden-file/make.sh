mkdir -p pages/.drafts captures/CAP-2026-0001
touch evidence/claims/.gitkeep evidence/claims/.CLM-2026-0001.yaml.swp pages/.about.md captures/CAP-2026-0001/.note
echo kept > evidence/.gitkeep
echo '*.yaml working-tree-encoding=BS_4730' > evidence/.gitattributes
echo '# Draft' > pages/.drafts/about.md
git init --quiet
git add --force evidence/.gitkeep evidence/claims/.gitkeep pages/.drafts captures
