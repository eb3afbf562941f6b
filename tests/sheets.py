"""A sheet of the lesson read back: its tags, its tables, its text, and whether all of it is closed."""

from html.parser import HTMLParser

VOID = {"meta", "img", "br", "link", "input", "hr", "col"}


class Sheet(HTMLParser):
    """An HTML page, taken apart."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.strayed, self.tables, self.text = [], [], [], [], ""
        self.feed(text)
        self.close()
        self.text = " ".join(self.text.split())
        for table in self.tables:
            table["rows"] = [[" ".join(cell.split()) for cell in row] for row in table["rows"]]

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append({"name": attrs.get("data-table", ""), "caption": "", "rows": []})
        elif tag == "tr":
            self.tables[-1]["rows"].append([])
        elif tag in ("th", "td"):
            self.tables[-1]["rows"][-1].append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.strayed.append(tag)

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.text += data
        if "caption" in self.open:
            self.tables[-1]["caption"] += data
        elif "th" in self.open or "td" in self.open:
            self.tables[-1]["rows"][-1][-1] += data

    def found(self, tag):
        """The attributes of all tags of a name."""
        return [attrs for name, attrs in self.tags if name == tag]
