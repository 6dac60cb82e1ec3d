cp evidence/claims/CLM-2026-0001.yaml evidence/claims/clm-2026-0001.yaml
