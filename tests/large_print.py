"""What large print is held to, whatever is printed."""

import io
import math

import pypdf


def smallest(pdf):
    """Give the size of the smallest type in a PDF, in points, as it comes out on paper."""
    sizes: set[float] = set()

    def look(text, outer, inner, _, size):
        if text.strip():
            along = inner[0] * outer[0] + inner[1] * outer[2]
            across = inner[0] * outer[1] + inner[1] * outer[3]
            sizes.add(round(math.hypot(along, across) * size, 1))

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
