"""Random q: streams of tokens, broken programs that were valid, bombs. Run alone it measures time and memory too.

``python -m tests.soak.q_fuzz SEED COUNT`` prints one JSON line: inputs, escapes, the slowest, the peak of memory in MB.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time

from etude.q import Session
from tests.soak.q_heavy import LOOPS

NOUNS = (
    "1", "0", "-1", "3", "1 2 3", "0N", "0W", "-0W", "1.5", "0n", "0w", "1b", "101b", "0x01", "`a", "`a`b`c", '"a"',
    '"abc"', "()", "til 5", "x", "y", "f", "t", "d", "2000.01.01", "12:30", "2000.01m", "0D01", "(1;`a;\"b\")",
    "(1 2;3 4)", "([]a:1 2;b:`x`y)", "([k:`x`y]v:1 2)", "`a`b!1 2", "`x$`a", "0Ng", "1000000", "0N!1", "::", "10h",
    "999999999999", "100000#0", "1i", "2f", "0Wi", "enlist 1", "\"J\"", "`long", "{x+y}", "{x}", "{[a;b]a}", "z",
    "2000.01.01D12", "12:30:00", "00:00:00.001", "2e", "5h", "csv", "0x0100000011000000f90100000000000000",
)  # fmt: skip
VERBS = (
    *"+-*%&|^=<>~,#_!?@.$:", "<>", "<=", ">=", "::", " in ", " within ", " like ", " each ", " over ", " scan ", " div ",
    " mod ", " xbar ", " vs ", " sv ", " cut ", " cross ", " ss ", " lj ", " xasc ", " bin ", " insert ", " upsert ",
    " mavg ", " wavg ", " xexp ", " sublist ", " rotate ", " except ", " inter ", " union ", " xkey ", " set ", " fby ",
    " prior ", " 0: ", " xcol ", " xprev ", " mmu ", " uj ", " xrank ", " wsum ", " ema ", " deltas ", " mmax ",
)  # fmt: skip
WORDS = (
    "count ", "til ", "sum ", "neg ", "asc ", "desc ", "group ", "distinct ", "where ", "string ", "raze ", "flip ",
    "reverse ", "enlist ", "first ", "type ", "value ", "key ", "eval ", "parse ", "max ", "prd ", "deltas ", "sums ",
    "not ", "null ", "upper ", "trim ", "md5 ", "meta ", "cols ", "select ", "from ", "by ", "exec ", "update ",
    "delete ", "where ", "rand ", "med ", "iasc ", "fills ", "next ", "show ", "ungroup ", "inv ", "differ ", "rank ",
    ".j.j ", ".j.k ", ".Q.s ", ".Q.id ", ".h.xs ", "attr ", "avg ", "dev ", "floor ", "signum ", "system ", "hopen ",
    "-8!", "-9!", "-9!-8!", "-4!", "-27!(2i;", "-14!", "-22!", "hsym ", "ltime ", "gtime ", "view ", ".Q.def ", ".Q.hap ", "\\t ",
    "\\ts:3 ", "\\z 1", "abs ", "ceiling ", "reciprocal ", "enlist[1;2],", "ltrim ", "t,", ".z.b,", "parse \"", "eval ",
)  # fmt: skip
SIGNS = (
    "'",
    "/",
    "\\",
    "/:",
    "\\:",
    "':",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    " ",
    "\n",
    "if[",
    "while[",
    "do[",
    "$[",
    "?[",
    "@[",
    ".[",
)
PROGRAMS = (
    "f:{[n]i:0;s:0;while[i<n;s+:i;i+:1];s};f 100",
    "fib:{$[x<2;x;.z.s[x-1]+.z.s x-2]};fib 12",
    "select sum v by k from([]k:100?`a`b;v:100?10)",
    "t:([]sym:`a`b`a;px:1 2 3f);update m:avg px by sym from t",
    "{x+y}/[0;til 100]", "(+\\)1 2 3", "d:`a`b!1 2;d[`c]:3;d", "@[{'x};`oops;{x}]", ".[+;(1;`a);{x}]",
    "l:1 2 3;l[1]:9;l,:4;l", "\",\"vs\"a,b,c\"", "ssr[\"hello\";\"l\";\"L\"]", "x:10?100;x iasc x",
    "flip(1 2;3 4)", "group\"mississippi\"", "aj[`t;([]t:1 2);([]t:1 2;v:3 4)]", "(a;b):1 2;a+b",
    "10 vs 1234", "raze string each til 10", "?[([]a:1 2 3);enlist(>;`a;1);0b;()]", "2 3#til 6",
    "{(x*x)mod 7}\\[3]", "0b sv 00000101b", "`a`b!(1 2;3 4)", "([a:1;b:2])", "x:til 10;x[2 3]:0;x",
)  # fmt: skip
BOMBS = (
    "-9!-8!2000000#0", "-4!1000000#\"a \"", "\\t:10000000 til 1000", "-8!{(x;x)}/[40;1]", "-31!til 1000000",
    "while[1b;x:1]", "do[1000000000;1]", "til 10000000000", "0W#1", "{x,x}/[100;1]", "{(x;x)}/[60;1]", "{.z.s x}1",
    "{x,enlist til 1000}/[1000000;()]", "string over til 100000", "1000000000#\"a\"", "(til 4000)+/:til 4000",
    "raze 1000000#enlist til 100", "a cross a:til 3000", "{x}/[{1b};1]", "prd 1+til 1000000", "2 xexp til 4000000",
    "-1 \"a\"", "10000000?`8", "group 4000000?1000000", "x:til 4000000;y:x+1;z:y+1;w:z+1;v:w+1;u:v+1", "\"abc\"$1 2 3",
    "desc 4000000?1.0", "{x,\"abcdefgh\"}/[10000000;\"\"]", "do[100000;show til 1000]", "parse 100000#\"(\"",
    "inv 1500 1500#2250000?1.0", "(1000000#\"ab\")ss\"?b\"", ".j.k 1000000#\"[\"", "1 cut til 4000000", "100000000 vs 0W",
)  # fmt: skip


def inputs(seed: int):  # type: ignore[no-untyped-def]
    """Endless programs, most of them wrong."""
    chance = random.Random(seed)
    while True:
        kind = chance.random()
        if kind < 0.55:
            parts = [
                chance.choice(chance.choice((NOUNS, NOUNS, VERBS, VERBS, WORDS, SIGNS)))
                for _ in range(chance.randint(1, 14))
            ]
            yield "".join(parts)
        elif kind < 0.97:
            yield _mutated(chance.choice(PROGRAMS), chance)
        elif kind < 0.9995:
            sign = chance.choice(("(", "{", "[", "enlist ", "neg ", "1+", "(,", "{x ", "f[", "$[1b;", "-", "'", "/:"))
            yield sign * chance.choice((10, 200, 5000))
        else:
            bombs = chance.choice((BOMBS, LOOPS))
            yield _mutated(chance.choice(bombs), chance) if chance.random() < 0.3 else chance.choice(bombs)


def _mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        i = chance.randrange(len(text) + 1)
        how = chance.random()
        if how < 0.35:
            text = text[:i] + chance.choice(chance.choice((NOUNS, VERBS, WORDS, SIGNS))) + text[i:]
        elif how < 0.6:
            text = text[:i] + text[i + chance.randint(1, 3) :]
        elif how < 0.75:
            j = chance.randrange(len(text) + 1)
            text = text[:i] + text[min(i, j) : max(i, j)] + text[i:]
        else:
            text = text[:i] + chr(chance.randrange(32, 300)) + text[i + 1 :]
    return text


def _again(text: str) -> float:
    """The seconds of an input in a session of its own: the machine may have been busy."""
    session = Session()
    start = time.perf_counter()
    session.console(text)
    return time.perf_counter() - start


def main(seed: int, count: int) -> None:
    """Run so many inputs in sessions of a hundred each; report."""
    escapes, slow = [], []
    session = Session()
    for n, (_, text) in enumerate(zip(range(count), inputs(seed), strict=False)):
        if n % 100 == 0:
            session = Session(seed=n)
        start = time.perf_counter()
        try:
            session.console(text)
        except BaseException as error:
            escapes.append([text, f"{type(error).__name__}: {error}"])
        took = time.perf_counter() - start
        for _ in range(2):
            if took > 1:
                took = min(took, _again(text))
        if took > 1:
            slow.append([round(took, 2), text[:200], len(text)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"inputs": count, "escapes": escapes[:20], "slow": sorted(slow)[-20:], "peak_mb": peak}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
