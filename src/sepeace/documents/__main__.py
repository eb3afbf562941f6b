"""`python -m sepeace.documents`: write the JSON Schemas anew after a document has changed."""

import sys

from sepeace.documents.writing import write

if __name__ == "__main__":
    changed = write()
    sys.stdout.write(f"written anew: {', '.join(changed)}\n" if changed else "all are as the types say\n")
