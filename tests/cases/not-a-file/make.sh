ln -s SRC-2026-0001.yaml evidence/sources/SRC-2026-0002.yaml
ln -s / evidence/everything
mkfifo evidence/claims/CLM-2026-0002.yaml
