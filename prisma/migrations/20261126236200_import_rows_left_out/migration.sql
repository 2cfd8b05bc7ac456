-- What an import leaves out is kept with it for a while, as it came, see docs/decisions/0067-what-is-left-out-is-kept.md.
ALTER TABLE claim_import_row ADD cells TEXT[];
