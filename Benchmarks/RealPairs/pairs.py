"""Which public repositories make which pairs, and at which commits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """An edge repo made from a project that keeps a copy of another, and that other."""

    name: str
    # The project that keeps the copy, the commit the edge repo is made at, and the folder kept of it.
    vendor: str
    vendor_commit: str
    folder: str
    # The project the copy came from, and the commit that its branch stands at.
    upstream: str
    upstream_commit: str
    # FROM:TO, as `edgesync init --map` takes them.
    maps: tuple
    # The upstream commit that the copy came from, as the vendoring project itself recorded it.
    recorded: str
    # A commit that came nearer to the copy since, because both projects made the same change.
    nearer: str = None


GIT = "git/git"
CMAKE = "Kitware/CMake"
LIBGIT2 = "libgit2/libgit2"
SHA1DC = "cr-marcstevens/sha1collisiondetection"
EXPAT = "libexpat/libexpat"
LIBUV = "libuv/libuv"
ZLIB = "madler/zlib"

SHA1DC_TIP = "b4a7b0b157d08609cbe66ddf919b2aa86c3f16b2"
EXPAT_TIP = "1185697878a3b09cada8e89f847a4c8315cd7ddc"
LIBUV_TIP = "6179e7af87413396d5853a1c3722c8b5749336c8"
ZLIB_TIP = "d201f04c72b0881220f5ba75ca19fd0e19fa848b"

SHA1DC_MAPS = ("lib:sha1dc", "LICENSE.txt:sha1dc/LICENSE.txt")
EXPAT_MAPS = (
    "expat/lib:Utilities/cmexpat/lib",
    "expat/COPYING:Utilities/cmexpat/COPYING",
    "expat/README.md:Utilities/cmexpat/README.md",
)
LIBUV_MAPS = (".:Utilities/cmlibuv",)
ZLIB_MAPS = (".:deps/zlib",)

PAIRS = (
    # "sha1dc: update from upstream": as upstream had it, but for the line that keeps its folder whole.
    Pair(
        "sha1dc-2017", GIT, "a0103914c228cee430b37faab212d1769e8218a0", "sha1dc",
        SHA1DC, SHA1DC_TIP, SHA1DC_MAPS, "cc465543b310e5f59a1d534381690052e8509b22",
    ),
    # "sha1dc: update from upstream": an exact copy, with upstream going on after it.
    Pair(
        "sha1dc-2019", GIT, "4125f78222749cb8fc91115abec3ac83e5dfb194", "sha1dc",
        SHA1DC, SHA1DC_TIP, SHA1DC_MAPS, "855827c583bc30645ba427885caa40c5b81764d2",
    ),
    # git mended spelling that upstream mended as well, and changed an address since.
    Pair(
        "sha1dc-now", GIT, "1a3e64c6c4a623626ff0687008732a8e007e2a1c", "sha1dc",
        SHA1DC, SHA1DC_TIP, SHA1DC_MAPS, "855827c583bc30645ba427885caa40c5b81764d2", SHA1DC_TIP,
    ),
    # CMake's update scripts write the upstream commit into the message.
    Pair(
        "expat-2024", CMAKE, "25c2d60c043dff4c452cc0dc786ffdb0b8213cef", "Utilities/cmexpat",
        EXPAT, EXPAT_TIP, EXPAT_MAPS, "fa75b96546c069d17b8f80d91e0f4ef0cde3790d",
    ),
    Pair(
        "expat-now", CMAKE, "03676b051d5a1302c8b17bb6b3325ee38acab914", "Utilities/cmexpat",
        EXPAT, EXPAT_TIP, EXPAT_MAPS, "4575e52f83e0d6d7bd24939eab8952bbc7bc358f",
    ),
    Pair(
        "libuv-2022", CMAKE, "ff82df301c6db009200cbe3869fa03b86a573253", "Utilities/cmlibuv",
        LIBUV, LIBUV_TIP, LIBUV_MAPS, "0c1fa696aa502eb749c2c4735005f41ba00a27b8",
    ),
    Pair(
        "libuv-now", CMAKE, "03676b051d5a1302c8b17bb6b3325ee38acab914", "Utilities/cmlibuv",
        LIBUV, LIBUV_TIP, LIBUV_MAPS, "d2a45ce364ed97e916be3bcecfd756f15d852473",
    ),
    # "deps: upgrade embedded zlib to version 1.2.11", that is v1.2.11 of it.
    Pair(
        "zlib-2018", LIBGIT2, "4c5330cb83a6010dd1f96f9871e5241a910016d3", "deps/zlib",
        ZLIB, ZLIB_TIP, ZLIB_MAPS, "cacf7f1d4e3d44d871b605da3b647f07d718623f",
    ),
    # "zlib: update bundled zlib to v1.3.1".
    Pair(
        "zlib-now", LIBGIT2, "0551dfd4ad989b6a3d5683c0d4cf326c6efef929", "deps/zlib",
        ZLIB, ZLIB_TIP, ZLIB_MAPS, "51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf",
    ),
)
