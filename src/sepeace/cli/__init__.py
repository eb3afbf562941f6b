"""The command line: one file a verb; `app` ties them together and turns mistakes into messages."""
