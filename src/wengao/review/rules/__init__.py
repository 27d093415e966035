"""The rules, one module a family or a part of one; each gives its rules as RULES, and is found by being here."""
