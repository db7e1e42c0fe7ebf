"""Loops to vectors: a program that loops, to be written without."""

from __future__ import annotations

from etude.q.kinds import described
from etude.rng import Stream
from etude.task import fingerprint
from etude.tasks.draft import Draft
from etude.tasks.q.coding.statement import examples
from etude.tasks.q.composer import Problem, compose
from etude.tasks.q.operations import BY_NAME
from etude.tasks.registry import family

_KEEP = "r:();i:0;while[i<count x;v:x i;if[{c};r:r,v];i:i+1];x:r"
_MAP = "r:();i:0;while[i<count x;v:x i;r:r,{c};i:i+1];x:r"
_SUM = "r:{s};i:0;while[i<count x;v:x i;r:{c};i:i+1];x:r"
_RUN = "r:();t:0;i:0;while[i<count x;v:x i;t:{c};r:r,t;i:i+1];x:r"
LOOPS = {
    "even": _KEEP.format(c="0=v mod 2"), "odd": _KEEP.format(c="1=v mod 2"), "positive": _KEEP.format(c="v>0"), "above": _KEEP.replace("{c}", "v>{k}"), "multiples": _KEEP.replace("{c}", "0=v mod {k}"),
    "floor0": _MAP.format(c="$[v<0;0;v]"), "cap": _MAP.replace("{c}", "$[v>{k};{k};v]"), "absolute": _MAP.format(c="$[v<0;neg v;v]"), "square": _MAP.format(c="v*v"), "add": _MAP.replace("{c}", "v+{k}"),
    "subtract": _MAP.replace("{c}", "v-{k}"), "times": _MAP.replace("{c}", "v*{k}"), "remainder": _MAP.replace("{c}", "v mod {k}"), "quotient": _MAP.replace("{c}", "v div {k}"), "signs": _MAP.format(c="$[v<0;-1;$[v>0;1;0]]"),
    "reversed": "r:();i:0;while[i<count x;r:x[i],r;i:i+1];x:r", "running_sum": _RUN.format(c="t+v"), "weighted": _MAP.format(c="v*i+1"), "negate_odd_places": _MAP.format(c="$[1=i mod 2;neg v;v]"),
    "running_max": _RUN.format(c="$[(i=0)or v>t;v;t]"), "running_min": _RUN.format(c="$[(i=0)or v<t;v;t]"), "rising": _KEEP.format(c="(i=0)or v>x i-1"), "collapse": _KEEP.format(c="(i=0)or not v=x i-1"),
    "sum": _SUM.format(s="0", c="r+v"), "sum_squares": _SUM.format(s="0", c="r+v*v"), "count_even": _SUM.format(s="0", c="$[0=v mod 2;r+1;r]"), "count_above": _SUM.replace("{s}", "0").replace("{c}", "$[v>{k};r+1;r]"),
    "alternating": _SUM.format(s="0", c="$[0=i mod 2;r+v;r-v]"), "largest": _SUM.format(s="0", c="$[(i=0)or v>r;v;r]"), "smallest": _SUM.format(s="0", c="$[(i=0)or v<r;v;r]"), "mirror": "r:x;i:0;while[i<count x;r:r,x(count[x]-1)-i;i:i+1];x:r",
    "palindromic_dot": _SUM.format(s="0", c="r+v*x(count[x]-1)-i"), "folded": _MAP.format(c="v+x(count[x]-1)-i"), "vowels": _SUM.format(s="0", c='$[v in"aeiouAEIOU";r+1;r]'), "capitals": _SUM.format(s="0", c="$[v in .Q.A;r+1;r]"),
    "codes": _MAP.format(c="`long$v"), "code_sum": _SUM.format(s="0", c="r+`long$v"),
}  # fmt: skip
_ALLOWED = tuple(BY_NAME[name] for name in LOOPS)


@family(
    "q.coding.vectorise",
    levels={n: f"{n} loops" if n > 1 else "one loop" for n in range(1, 6)},
    verifier="q_program",
    source="https://code.kx.com/q/basics/iteration/",
    measure="loops",
)
def write(stream: Stream, level: int) -> Draft:
    """Write a looping q function without loops."""
    problem = compose(stream, level, _ALLOWED)
    prompt = (
        f"This q function of {described(problem.given)} loops:\n\n```q\n{looping(problem)}\n```\n\nWrite a function "
        "`solve` with the same results and without loops: no `while`, `do`, `each`, `over`, `scan`, recursion or iterators "
        f"on functions of your own (iterators on operators, as in `+/`, are fine).\n\n{examples(problem)}"
    )
    content = ["q vectorise", *problem.content[1:], [step.operation.name for step in problem.steps]]
    spec = problem.spec(loops="forbidden")
    return Draft(content, prompt, problem.q, spec, level, split_by=fingerprint(problem.content))


def looping(problem: Problem) -> str:
    """The program with a loop for every step."""
    lines = [f"  {LOOPS[step.operation.name].replace('{k}', str(step.k))};" for step in problem.steps]
    return "\n".join(["solve:{[x]", *lines, "  x}"])
