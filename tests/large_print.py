"""What large print is held to, whatever is printed."""

import io

import pypdf


def smallest(pdf):
    """Give the size of the smallest type in a PDF, in points."""
    sizes: set[float] = set()

    def look(text, _, matrix, __, size):
        if text.strip():
            sizes.add(round(abs(matrix[0] or matrix[1]) * size, 1))

    for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        sheet.extract_text(visitor_text=look)
    return min(sizes)


def beyond(pdf):
    """Give the texts that begin where the sheet has ended."""
    found = []
    for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        width, height = sheet.mediabox.width, sheet.mediabox.height

        def look(text, outer, matrix, _, __, width=width, height=height):
            x = matrix[4] * outer[0] + matrix[5] * outer[2] + outer[4]
            y = matrix[4] * outer[1] + matrix[5] * outer[3] + outer[5]
            if text.strip() and not (0 <= x <= width and 0 <= y <= height):
                found.append(text)

        sheet.extract_text(visitor_text=look)
    return found
