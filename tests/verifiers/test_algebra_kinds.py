"""The algebra verifiers on answers that models write, right and wrong."""

from __future__ import annotations

import pytest

import etude


def marked(verifier: str, spec: dict, text: str) -> etude.Verdict:
    return etude.verify({"verifier": verifier, "spec": spec}, text)


EXPANDED = {"value": "x^{2} - 1", "letters": ["x"], "form": "expanded"}
CASES = [
    ("expression", EXPANDED,
     [r"\boxed{x^2-1}", r"The answer is $x^2 - 1$.", r"\boxed{-1+x^{2}}", r"\boxed{(x-1)(x+1) = x^2-1}", r"\boxed{y = x^2 - 1}", r"\boxed{P(x) = x^2-1}", "Answer: x² − 1"],
     [r"\boxed{x^2+1}", r"\boxed{(x-1)(x+1)}", r"\boxed{x^2-1} or \boxed{x^2}", r"\boxed{x^2 - 2 = x^2 - 1}", r"\boxed{y^2-1}", r"\boxed{}", r"\boxed{x^2-1+\sin(0)}"]),
    ("expression", {"value": "x^{2}", "letters": ["x"], "constant": "x"},
     [r"\boxed{x^2}", r"\boxed{x^2+C}", r"\boxed{x^2 - 7}", r"\boxed{\int 2x\,dx = x^2 + C}", r"\boxed{C + x^2}", r"\boxed{F(x) = x^2 + k}"],
     [r"\boxed{2x}", r"\boxed{x^2+x}", r"\boxed{x^2 + Cx}", r"\boxed{x^2+y}", r"\boxed{Cx^2}"]),
    ("expression", {"value": "x - 1", "letters": ["x"], "form": "associate"}, [r"\boxed{x-1}", r"\boxed{2x-2}", r"\boxed{1-x}", r"\boxed{\frac{x-1}{3}}"],
     [r"\boxed{x+1}", r"\boxed{(x-1)^2}", r"\boxed{1}", r"\boxed{0}"]),
    ("solutions", {"values": ["2", "-3"], "letter": "x"},
     [r"\boxed{x = 2, x = -3}", r"\boxed{x = -3 \text{ or } x = 2}", r"\boxed{\{2, -3\}}", r"\boxed{2, -3}", r"\boxed{x_1 = 2, x_2 = -3}", r"\boxed{x \in \{-3, 2\}}",
      "The answer is x = 2 or x = -3.", r"\boxed{x=2,-3}", r"\boxed{(2, -3)}"],
     [r"\boxed{x = 2}", r"\boxed{x=2, x=-3, x=1}", r"\boxed{x = -2, x = 3}", r"\boxed{x^2+x-6=0}", r"\boxed{y = 2, y = -3}", r"\boxed{x = 2} or \boxed{x = 3}", r"\boxed{x=1+1, x=-3}",
      r"\boxed{(x-2)(x+3)}"]),
    ("solutions", {"values": [r"\frac{1}{2} - \frac{1}{2}\sqrt{5}", r"\frac{1}{2} + \frac{1}{2}\sqrt{5}"], "letter": "x"},
     [r"\boxed{x = \frac{1 \pm \sqrt{5}}{2}}", r"\boxed{\frac{1+\sqrt5}{2}, \frac{1-\sqrt5}{2}}", "Answer: (1±√5)/2"], [r"\boxed{x = \frac{1 + \sqrt{5}}{2}}", r"\boxed{1.618, -0.618}"]),
    ("solutions", {"values": ["1"], "letter": "x"}, [r"\boxed{x=1}", r"\boxed{1}", r"\boxed{x = 1, x = 1}", r"\boxed{\{1\}}"], [r"\boxed{x=-1}", r"\boxed{x}"]),
    ("assignments", {"letters": ["x", "y"], "values": ["1", "-1/2"]},
     [r"\boxed{x = 1, y = -\frac{1}{2}}", r"\boxed{y = -0.5, x = 1}", r"\boxed{(1, -1/2)}", r"\boxed{(x, y) = (1, -\frac12)}", r"\boxed{x=1 \text{ and } y=-1/2}"],
     [r"\boxed{x = 1}", r"\boxed{x = -1/2, y = 1}", r"\boxed{(-1/2, 1)}", r"\boxed{x=1, x=1, y=-1/2}", r"\boxed{x=1, z=-1/2}", r"\boxed{x = 2 - 1, y = -1/2}"]),
    ("matrix", {"rows": [["1", "2"], ["3", "1/2"]]},
     [r"\boxed{[[1, 2], [3, 1/2]]}", r"\boxed{\begin{pmatrix} 1 & 2 \\ 3 & \frac{1}{2} \end{pmatrix}}", r"\boxed{[1, 2; 3, 0.5]}", "Answer: [1 2; 3 1/2]",
      r"\boxed{\frac{1}{2}\begin{bmatrix} 2 & 4 \\ 6 & 1 \end{bmatrix}}", r"\boxed{A^{-1} = \begin{pmatrix} 1 & 2 \\ 3 & 1/2 \end{pmatrix}}", r"\boxed{((1,2),(3,1/2))}"],
     [r"\boxed{[[1, 3], [2, 1/2]]}", r"\boxed{[[1, 2, 3, 1/2]]}", r"\boxed{[[1, 2]]}", r"\boxed{1}", r"\boxed{[[1, 2], [3]]}", r"\boxed{[[1, 1+1], [3, 1/2]]}"]),
    ("expressions", {"values": ["x + 1", "3"], "letters": ["x"], "labels": ["quotient", "remainder"]},
     [r"\boxed{x+1; 3}", r"\boxed{x + 1, 3}", r"\boxed{\text{quotient } x+1, \text{ remainder } 3}", r"\boxed{Q(x) = x+1, R(x) = 3}", "Answer: quotient: x + 1, remainder: 3"],
     [r"\boxed{3; x+1}", r"\boxed{x+1}", r"\boxed{x+1; 4}", r"\boxed{x+1; 3; 0}", r"\boxed{x+1+0x; 3+x-x}"]),
    ("reals", {"intervals": [["-oo", "2"], ["5", "oo"]], "closed": [[False, True], [False, False]], "letter": "x"},
     [r"\boxed{(-\infty, 2] \cup (5, \infty)}", r"\boxed{x \le 2 \text{ or } x > 5}", "Answer: (5, oo) U (-oo, 2]", r"\boxed{x \in (-\infty,2]\cup(5,\infty)}", r"\boxed{x > 5, x \leq 2}",
      r"\boxed{2 \geq x \text{ or } 5 < x}", r"\boxed{(-\infty, 0) \cup [0, 2] \cup (5, +\infty)}", r"\boxed{x \leq 2 \lor x > 5}"],
     [r"\boxed{(-\infty, 2) \cup (5, \infty)}", r"\boxed{(2, 5]}", r"\boxed{x \leq 2}", r"\boxed{x \leq 2 \text{ and } x > 5}", r"\boxed{y \leq 2 or y > 5}", r"\boxed{2, 5}"]),
    ("reals", {"intervals": [["-1", "3"]], "closed": [[False, True]], "letter": "t"},
     [r"\boxed{(-1, 3]}", r"\boxed{-1 < t \leq 3}", r"\boxed{t > -1 \text{ and } t \leq 3}", r"\boxed{t > -1, t \leq 3}", r"\boxed{3 \ge t > -1}"],
     [r"\boxed{[-1, 3]}", r"\boxed{-1 < x \leq 3}", r"\boxed{t > -1}", r"\boxed{t > -1 \text{ or } t \leq 3}"]),
    ("reals", {"intervals": [["-oo", "oo"]], "closed": [[False, False]], "letter": "x"}, [r"\boxed{\mathbb{R}}", r"\boxed{(-\infty, \infty)}", "Answer: all real numbers", r"\boxed{x < 1 \text{ or } x \geq 1}"],
     [r"\boxed{\emptyset}", r"\boxed{(0, \infty)}"]),
    ("reals", {"intervals": [], "closed": [], "letter": "x"}, [r"\boxed{\emptyset}", "Answer: no solution", r"\boxed{(1, 1)}"], [r"\boxed{[1, 1]}", r"\boxed{\mathbb{R}}"]),
    ("reals", {"intervals": [["2", "2"]], "closed": [[True, True]], "letter": "x"}, [r"\boxed{[2, 2]}", r"\boxed{x \leq 2 \text{ and } x \geq 2}"], [r"\boxed{(2, 2)}"]),
]  # fmt: skip


@pytest.mark.parametrize(("verifier", "spec", "right", "wrong"), CASES)
def test_right_and_wrong(verifier: str, spec: dict, right: list[str], wrong: list[str]) -> None:
    for text in right:
        verdict = marked(verifier, spec, text)
        assert (verdict.reward, verdict.reason) == (1.0, "correct"), text
    for text in wrong:
        verdict = marked(verifier, spec, text)
        assert (verdict.reward, verdict.correct) == (0.0, False), text


def test_the_right_value_in_the_wrong_form_is_named() -> None:
    assert marked("expression", EXPANDED, r"\boxed{(x-1)(x+1)}").reason == "wrong_form"
    assert marked("expression", EXPANDED, r"\boxed{x^2}").reason == "wrong"
    assert marked("solutions", {"values": ["2"], "letter": "x"}, r"\boxed{x = 1 + 1}").reason == "wrong_form"


def test_a_chain_of_steps_is_graded() -> None:
    spec = {
        "values": ["x + 1", "x^{2} + x", "6"],
        "letters": ["x"],
        "labels": [],
        "forms": ["expanded", "expanded", "number"],
        "graded": True,
    }
    assert marked("expressions", spec, r"\boxed{x+1; x^2+x; 6}").reward == 1
    verdict = marked("expressions", spec, r"\boxed{x+1; x(x+1); 6}")
    assert (verdict.reward, verdict.parts) == (pytest.approx(1 / 3), {"step_1": 1.0, "step_2": 0.0, "step_3": 1.0})
    assert marked("expressions", spec, r"\boxed{x; x^2+x; 6}").reward == 0
    assert marked("expressions", spec, r"\boxed{x+1; x^2+x}").reward == 0


GROUP = {"value": "r^2 s", "notation": {"kind": "words", "n": 5, "letters": ["r", "s"], "identity": "e"}}


def test_names_of_group_elements() -> None:
    for text in (
        r"\boxed{r^2 s}",
        r"\boxed{s r^3}",
        r"The answer is $r^{2}s$.",
        r"\boxed{s r^{-2}}",
        r"\boxed{r r = r^2 s}",
        r"\boxed{z = r^2 s}",
    ):
        assert marked("element", GROUP, text).correct, text
    for text in (
        r"\boxed{r^3 s}",
        r"\boxed{r r s}",
        r"\boxed{r^7 s}",
        r"\boxed{Compute for x = r^2 s}",
        r"\boxed{}",
        r"\boxed{r^2 s or s}",
    ):
        assert not marked("element", GROUP, text).correct, text
    assert not marked("element", {**GROUP, "least": True}, r"\boxed{s r^{-2}}").correct
