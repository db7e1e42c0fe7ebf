"""Names of .Q, .h and .q that are written in q (https://code.kx.com/q/ref/dotq/, https://code.kx.com/q/ref/doth/)."""

from __future__ import annotations

SOURCES = {
    ".Q.addmonths": '{("d"$m+y)+x-"d"$m:"m"$x}',
    ".Q.dd": "{` sv x,`$string y}",
    ".Q.ff": "{[x;y]c:cols[y]except cols x;$[count c;flip flip[x],c!count[x]#/:(0#y)c;x]}",
    ".Q.fc": "{[f;x]f x}",
    ".Q.ft": "{[f;t]$[99h=type t;count[keys t]!f 0!t;f t]}",
    ".Q.fu": "{[f;x]$[0h>type x;f x;(f u)(u:distinct x)?x]}",
    ".Q.ind": "{[t;i]t i}",
    ".Q.rt": "{x}",
    ".Q.V": "{flip 0!$[-11h=type x;get x;x]}",
    ".Q.def": (
        "{[d;o]k:key[d]inter key o;"
        "d,k!{[v;s]$[10h=t:type v;first s;0>t;upper[.Q.t neg t]$first s;t;upper[.Q.t t]$s;s]}'[d k;o k]}"
    ),
    ".Q.bt": "{}",
    ".Q.fk": "{$[20h=type x;key x;`]}",
    ".Q.hap": (
        '{[x]x:$[-11h=type x;1_string x;(":"=first x)_x];p:$[n:count i:x ss"://";3+i 0;0];h:p _x;'
        'c:h?"/";a:c#h;u:$["@"in a;(a?"@")#a;""];(p#x;u;$["@"in a;(1+a?"@")_a;a];$[c<count h;c _h;"/"])}'
    ),
    ".Q.k": "4.1",
    ".Q.K": "2024.05.02",
    ".Q.ts": "{[f;x](0 0;f . x)}",
    ".Q.x": "()",
    ".Q.M": "0W",
    ".Q.opt": "{$[count x;(`$1_'x w)!1_'(w:where\"-\"=first each x)_x;(0#`)!()]}",
    ".h.br": '"<br>"',
    ".h.c0": "`024C7E",
    ".h.c1": "`958600",
    ".h.d": '" "',
    ".h.logo": '""',
    ".h.sb": '"body{font:10pt verdana;text-align:justify}"',
    ".h.sa": '"a{text-decoration:none}a:link{color:024C7E}a:visited{color:024C7E}a:active{color:958600}"',
    ".h.sc": '"$-.+!*\'(),",.Q.a,.Q.A,"_",.Q.n',
    ".h.cd": (
        "{[x]x:0!$[98h=type x;x;99h=type x;x;flip(`$string til count x)!x];"
        "c:cols x;v:value flip x;h:c[0]=`0;"
        "s:{[v]$[10h=type v;enlist each v;0h=type v;{$[10h=abs type x;(),x;-11h=type x;string x;0h>type x;string x;"
        ".h.d sv string x]}each v;string v]}each v;"
        'r:","sv/:flip s;$[h;r;enlist[","sv string c],r]}'
    ),
    ".h.td": (
        "{[x]x:0!x;"
        "s:{[v]$[10h=type v;enlist each v;0h=type v;{$[10h=abs type x;(),x;0h>type x;string x;.h.d sv string x]}each v;"
        "string v]}each value flip x;"
        'enlist["\\t"sv string cols x],"\\t"sv/:flip s}'
    ),
    ".h.code": ('{[x]p:"\\t"vs x;" "sv{[p;i]$[i mod 2;"<code><nobr>",p,"</nobr></code>";p]}\'[p;til count p]}'),
    ".h.ha": '{[x;y]"<a href=",$[10h=type x;"\\"",x,"\\"";string x],">",y,"</a>"}',
    ".h.hb": '{[x;y]"<a target=v href=",$[10h=type x;"\\"",x,"\\"";string x],">",y,"</a>"}',
    ".h.hc": '{ssr[x;"<";"&lt;"]}',
    ".h.hr": '{count[x]#"-"}',
    ".h.hta": (
        '{[x;y]"<",string[x],raze[{" ",string[x],"=",$[10h=type y;"\\"",y,"\\"";string y]}\'[key y;value y]],">"}'
    ),
    ".h.htc": '{[x;y]"<",string[x],">",y,"</",string[x],">"}',
    ".h.htac": '{[x;y;z].h.hta[x;y],z,"</",string[x],">"}',
    ".h.html": "{.h.htc[`html;.h.htc[`head;.h.htc[`style;.h.sa,.h.sb]],.h.htc[`body;x]]}",
    ".h.hu": '{raze{$[x in .Q.an,"-.";x;"%",string"x"$x]}each x}',
    ".h.hug": '{raze{$[x in .Q.an,"-.";x;"%",string"x"$x]}each x}',
    ".h.uh": '{p:"%"vs x;raze enlist[first p],{("c"$"X"$2#x),2_x}each 1_p}',
    ".h.iso8601": '{ssr[ssr[10#s;".";"-"],10_s:string"p"$x;"D";"T"]}',
    ".h.nbr": "{.h.htc[`nobr;x]}",
    ".h.pre": '{.h.htc[`pre;("\\n"sv x),"\\n"]}',
    ".h.xmp": '{.h.htc[`xmp;("\\n"sv x),"\\n"]}',
    ".h.text": '{raze{.h.htc[`p;x],"\\n"}each x}',
    ".h.xs": '{ssr[ssr[ssr[x;"&";"&amp;"];"<";"&lt;"];">";"&gt;"]}',
    ".h.xd": (
        "{[x]x:0!x;f:{$[10h=abs type x;(),x;string x]};"
        'enlist["<R>"],({[f;r].h.htc[`r;raze{[f;k;v].h.htc[k;.h.xs f v]}[f]\'[key r;value r]]}[f]each x),enlist"</R>"}'
    ),
    ".h.xt": "{[x;y]$[x=`json;.j.k each y;y]}",
    ".h.hn": (
        '{[x;y;z]"HTTP/1.1 ",x,"\\r\\nContent-Type: ",.h.ty[y],"\\r\\nConnection: close\\r\\nContent-Length: ",'
        'string[count z],"\\r\\n\\r\\n",z}'
    ),
    ".h.hy": '{[x;y].h.hn["200 OK";x;y]}',
    ".h.he": '{.h.hn["400 Bad Request";`txt;"\'",x,"\\n"]}',
    ".h.hp": "{.h.hy[`htm;.h.html .h.pre x]}",
    ".h.ty": (
        '`htm`html`csv`txt`xml`xls`gif`jpg`png`svg`js`css`json!("text/html";"text/html";"text/comma-separated-values";'
        '"text/plain";"text/plain";"application/msexcel";"image/gif";"image/jpeg";"image/png";"image/svg+xml";'
        '"application/x-javascript";"text/css";"application/json")'
    ),
    ".h.tx": ("`raw`json`csv`txt`xml!(enlist;{.j.j each$[.Q.qt x;0!x;x]};.h.cd;.h.td;.h.xd)"),
}
