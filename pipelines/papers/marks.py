"""Pieces of WordprocessingML that python-docx has no words for: frame, page number, watermark."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
SHAPE = (
    "position:absolute;margin-left:0;margin-top:0;width:560pt;height:90pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def box_edges(colour: str) -> BaseOxmlElement:
    """A frame around a paragraph. colour: six hexadecimal digits."""
    edge = f'w:val="single" w:sz="8" w:space="4" w:color="{colour}"'
    edges = "".join(f"<w:{side} {edge}/>" for side in ("top", "left", "bottom", "right"))
    return parse_xml(f"<w:pBdr {nsdecls('w')}>{edges}</w:pBdr>")


def page_number(field: str) -> BaseOxmlElement:
    """A field that counts: PAGE or NUMPAGES."""
    return parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:rPr><w:sz w:val="17"/></w:rPr><w:t>1</w:t></w:r>'
        "</w:fldSimple>"
    )


def watermark(text: str) -> BaseOxmlElement:
    """Words across the page, behind its text; they belong into the header, so that they are on every page."""
    return parse_xml(
        f"<w:r {nsdecls('w')} {VML}><w:rPr><w:noProof/></w:rPr><w:pict>"
        '<v:shapetype id="_x0000_t136" coordsize="1600,21600" o:spt="136" adj="10800" '
        'path="m@7,0l@8,0m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Wasserzeichen" o:spid="_x0000_s2049" type="#_x0000_t136" alt="" style="{SHAPE}" '
        'o:allowincell="f" fillcolor="#f3dede" stroked="f">'
        f"<v:textpath style=\"font-family:'Arial';font-size:1pt\" string={quoteattr(text)}/></v:shape>"
        "</w:pict></w:r>"
    )
