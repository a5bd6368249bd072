"""Pictures are drawn anew: no place, no camera, no hidden part of a file survives that.

A photograph of a drawing says where it was taken, which may be a refuge. The picture as it came is
not kept; its hash is, so that whoever has it can show that it is the same.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from openmash.foundation.files.kinds import Fit, Kind, Unfit

LONGEST_SIDE = 4096
PREVIEW_SIDE = 1200
MOST_PIXELS = 60_000_000  # more than telephones take; 180 MB while it is being drawn
BROKEN = "This picture cannot be opened. Take it again, or add it as another kind"
TOO_MANY = "This picture has more than 60 million dots. Make it smaller first"


def read_picture(content: bytes, kind: Kind) -> Fit:
    """Open it, turn it upright, and write it anew."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn_anew(content, kind)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as problem:
        raise Unfit(BROKEN) from problem
    except Image.DecompressionBombError as problem:
        raise Unfit(TOO_MANY) from problem


def _drawn_anew(content: bytes, kind: Kind) -> Fit:
    form = "JPEG" if kind == Kind.JPEG else "PNG"
    with Image.open(io.BytesIO(content), formats=[form]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unfit(TOO_MANY)
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(_true_colours(opened))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    whole = _bare(upright)
    upright.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return Fit(kind, _written(whole, form), _written(_bare(upright).convert("RGB"), "JPEG"))


def _true_colours(opened: Image.Image) -> Image.Image:
    """A bruise keeps its colour: the profile of the camera is applied before it is left out."""
    profile = opened.info.get("icc_profile")
    shown = opened.convert("RGBA" if _has_glass(opened) else "RGB")
    if profile and shown.mode == "RGB" and opened.mode == "RGB":
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(shown, theirs, ImageCms.createProfile("sRGB"))
            shown = turned or shown
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read: the colours as they stand
    return shown


def _has_glass(opened: Image.Image) -> bool:
    return opened.mode in {"RGBA", "LA"} or "transparency" in opened.info


def _bare(picture: Image.Image) -> Image.Image:
    """The dots and nothing else."""
    bare = picture.copy()
    bare.info = {}
    return bare


def _written(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 90} if form == "JPEG" else {"optimize": False}))
    return out.getvalue()
