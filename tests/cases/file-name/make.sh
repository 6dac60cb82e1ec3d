cd evidence/claims
for name in CLM-2026-NEW-copied "CLM-2026-NEW-x " "CLM-2026-0001 " "my claim"
do
    cp CLM-2026-0001.yaml "$name.yaml"
done
