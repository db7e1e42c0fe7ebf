"""Loops around work on long lists: a program that is cheap by its applications and dear by its data must end too."""

from __future__ import annotations

SETUP = (
    'x:1000000?1000;f:1000000?1.0;b:1000000?01b;g:100000?`3;s:500000?"abc ";t:([]a:100000?100;b:100000?`2);'
    "k:([a:til 100]c:til 100);m:(100 100)#10000?1.0;d:(til 100000)!100000?10"
)
BODIES = (
    "x+1", "x?5", "x?5 6", "x in 5", "5 in x", "distinct x", "group x", "asc x", "sum x", "x<5", "where x<5",
    "reverse x", "x,1", "max x", "f?0.5", "f+1", "med x", "x within 1 5", "deltas x", "sums x", "fills x", "x bin 5",
    "iasc x", "string 5#x", "x mod 7", "til 1000000", "x?x", "next x", "differ x", "avg x", "dev x", "x~x", "x=x",
    "null x", "not x", "x cut 3", "2 cut x", "count x", "first x", "x 5", "x[til 10]", "0N!5#x", "x union 5",
    "x inter 5", "x except 5", "g?`abc", "g=`a", "distinct g", "group g", "asc g", "-8!x", "md5 s", "upper s",
    's like "*a*"', 's ss "ab"', 'ssr[s;"a";"b"]', "reverse s", 's?"a"', '"j"$s', "t?t 1", "select from t where a=1",
    "select sum a by b from t", "t lj k", "x xbar 5", "5 xbar x", "x rotate 5", "5 rotate x", "x wavg x", "x cor x",
    "3 mavg x", "3 mmax x", "x _ 5", "5 _ x", "-5#x", "x 1000?1000000", "rank x", "x xrank 5", "4 xrank x",
    "ungroup 5#t", "m mmu m", "inv m", "m", "flip m", "raze m", ".Q.s1 x", ".j.j 5#x", 'vs[" ";s]', "enlist x", "x!x",
    "(x!x)5", "exec a from t", "t,t", "t`a", "meta t", "`a xasc t", "0^x", "x^x", "prev x", "5 xprev x", "ratios x",
    "all x", "any x", "x&x", "abs x", "neg x", "sqrt x", "`int$x", "`float$x", "`$10#s", "prd x", "var x", "x wsum x",
    "attr x", "`s#til 1000000", "value d", "key d", "d+1", "d 5", "sum d", 'parse "1+1"', 'value "1+1"', "x~'x",
    '-1 "a";', "show 5", ".Q.s x", "string x", 'x like "a"', 'g like "a*"', "x sv 5#x", '"," sv string 100#x',
    "csv 0: t", '(enlist"J";",")0:enlist s', "5#s", "s,s", 's in "ab"', '"a" in s', "s~s", "x<f", "x&f", "f%x",
    "f xexp 2", "log f", "x!f", "(count x)#1", "where b", "b&b", "x where b", "t 5", "update c:a from t",
    "delete a from t", "select from t where b=`aa", "select from t where a in 1 2", "exec sum a by b from t",
    "`b xgroup 5#t", "k 5", "k[5;`c]", "aj[`a;t;0!k]", "t ij k", "t uj t", "distinct t", "0!k", "1!t", "flip t",
    "cols t", "t~t", "t?t", "t in t", "x bin x", "x within 1 500", "{x+1}x", "{sum x}x", "sum each 2 3#x", "x+\\:1 2",
    "+/[x]", "max/[5#x]", "(+\\)x", "{x+y}/[x]", "reverse d", "d,d", "d~d", "desc x", "`u#distinct x", "x?1", "1?x",
    "5?x", "x 5?100", ".Q.s1 s", '"J"$s', '"J"$string 5#x', "`$s", "string s", "-3!s", "ltrim s", "trim s", "lower s",
    's ss "a"', "vs[0b;5]", "0x00 vs 5", "10 vs 12345", "10 sv x", "0b sv 8#b", "b?1b", "first b", "x[5]:3", "x,:()",
    "x:x", "y:x", "x:x+1", "a:x 1", "d[5]:1", "t:t", "l:x;l[3]:4", "g:g,`a", "x=5", "sum x=5", "count where x=5",
    "x~\\:5", "x ='5#x", "`s#x", "x?/:1 2 3", "min x", "mins x", "x-prev x", "sum x*x", "(sum x)%count x", "cut[3;x]",
    "raze 3 cut 9#x", "count distinct x", "any x in 5 6", "x in x", "g in `a`b", "g?g", "`a`b in g", "string g",
    "count each string 5#g", "upper g", 'g like "ab"', 'like[s;"*a*"]', ".j.j x", '.j.k "[1]"', "-8!g", "-9!-8!5#x",
    "exp f", "floor f", "ceiling f", "signum f", "x div f", "f mod 2", "avgs x", "med f", "svar f", "x cov f",
    "x wsum f", "ema[0.5;f]", "5 mdev f", "3 mmin x", "3 mcount x", "x xexp 2", "not b", "null f", "fills f", "0N^x",
    "x^0N", "x", "t pj k", "wj[(0 0;1 1);`a;2#t;(t;(sum;`a))]", "ungroup t", "t[`a`b]", "t[;`a]", "t[5;`a]",
    "exec b from t", "exec a!b from t", "select by b from t", "`b xdesc t", "select[5;>a] from t",
    "select distinct b from t", "t except t", "flip value flip t", "value t", "keys k", "k,k", "k lj k",
)  # fmt: skip
LOOPS = tuple(f"{SETUP};do[100000;{body}]" for body in BODIES)
