# Each target does all its own set-up; Python 3.11+ and make are enough.
.PHONY: site offline print examples guide pages serve check test quick coverage fuzz lint clean

site:  ## build the manual into site/; AT=v1.0 or AT=2026-03-01: as it was then; FOR=public or FOR=auditor: for them
	@scripts/build $(if $(AT),--at "$(AT)") $(if $(FOR),--for "$(FOR)")

offline:  ## build it into offline/, a folder that opens from disk
	@scripts/offline

print:  ## print the whole manual into manual.pdf (needs Chromium, Chrome or Edge)
	@scripts/print

examples:  ## build the second manual, in French, into examples/cfa/site/
	@scripts/build examples/cfa

guide:  ## build Preuve's own documentation into .cache/guide/
	@scripts/guide

pages:  ## build what is published into pages/: the guide, and the examples below it
	@scripts/pages

serve:  ## show it at http://127.0.0.1:8000 and follow every change
	@scripts/serve

check:  ## what is missing, expired or wrong, and where
	@scripts/check

test:  ## run every test: 20 minutes at most on two processors
	@scripts/test

quick:  ## run the tests of rules, model and pages, without a whole site or a browser: a minute at most on two processors
	@scripts/test -m quick

coverage:  ## run every test measured, what it starts too, and hold the floor of pyproject.toml
	@scripts/coverage

fuzz:  ## try the gate on 100,000 damaged manuals, and beside an oracle on 10,000 others: some half an hour
	@scripts/fuzz

lint:  ## format, lint and check types
	@scripts/lint

clean:  ## delete what was built and installed
	rm -rf .venv .cache site offline pages manual.pdf examples/*/.cache examples/*/site examples/*/offline
