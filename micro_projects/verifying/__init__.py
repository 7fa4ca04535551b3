"""`micro-projects verify`: whether what was disclosed holds, without trusting the server that disclosed it.

Plain Python without web or database: it runs from an evidence bundle's own `verifier/` folder as well.
`reading` opens a ZIP, a folder or an address; `checks` holds one module per check; `command` says what was found.
"""
