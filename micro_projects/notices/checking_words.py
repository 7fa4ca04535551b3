"""What the page that checks on the phone says: by key, for the script (static/js/checking) and both its pages.

`title_<step>` and `proves_<step>`: what a step is and what it proves, no more; `is_<word>`: how it came out;
`verdict_<verdict>`: the answer; `value_<label>`: what is shown when a step is opened.
"""

from __future__ import annotations

from micro_projects.kernel.refusal import N_

ANSWERS = {
    "checking": N_("正在核对，请稍等……"),
    "verdict_same": N_("是同一份，没有被改过。"),
    "verdict_same_more": N_(
        "纸上二维码记的内容，和公开日志里的这一条完全一样；从印这张纸到现在，日志只增加过，没有改写过。"
    ),
    "verdict_different": N_("对不上！"),
    "verdict_different_more": N_("下面标着“不符”的，就是对不上的地方。"),
    "verdict_undecided": N_("还不能下结论。"),
    "verdict_undecided_more": N_(
        "没有发现不符，但有%(n)s步在这里没能核对。请过一会儿再试，或者换个办法核对。"
    ),
    "verdict_noPaper": N_("没有纸上的二维码，不能回答纸上那份是不是同一份。"),
    "verdict_noPaper_more": N_(
        "只核对了服务器给出的这一条：它前后合得上。要和纸对照，请用手机扫纸上的二维码打开本页。"
    ),
    "verdict_broken": N_("二维码没有读全。"),
    "verdict_broken_more": N_("地址里“#”后面的部分残缺。请把纸抚平，重新扫一次。"),
    "whatToDo": N_("请给这张纸拍照，记下地点和时间，告诉社区工作人员，或者街道、区里的审计员。"),
    "colon": N_("："),
    "original": N_("公开日志里的原文"),
    "compare": N_("本页看不见纸上的字。请您自己对照一遍：纸上写的，和上面这段是不是一个意思、一样的数。"),
    "stepsTitle": N_("一步一步怎么核对的"),
    "stepsHint": N_("点开任何一步，就能看到它证明什么、用了哪些数值。"),
    "provesLabel": N_("这一步只证明："),
    "state_good": N_("相符"),
    "state_bad": N_("不符"),
    "state_open": N_("这里无法核对"),
    "state_waiting": N_("等待"),
    "succeeded": N_("这本日志（%(log)s）后来由%(next)s接着；旧的内容仍然可以这样核对。"),
    "redaction": N_("遮盖的依据：公开日志%(log)s第%(n)s条"),
    "noRedaction": N_("在这里没有找到说明遮盖依据的条目。"),
    "ground_personal": N_("含个人信息"),
    "ground_statute": N_("内容违反法律的具体条款"),
    "ground_court": N_("法院的裁判"),
    "office_officer": N_("街道"),
    "office_district": N_("区级部门"),
    "by_browser": N_("浏览器自带的 Ed25519"),
    "by_page": N_("本页自带的 Ed25519（浏览器没有）"),
}

STEPS = {
    "title_paper_content": N_("纸上的内容和日志里的一样"),
    "proves_paper_content": N_("纸上二维码里的校验值，就是公开日志这一条写的内容校验值。"),
    "title_parts": N_("每一部分都没有改过"),
    "proves_parts": N_("文字、数据、照片加上各自的盐，算出的校验值和清单里的一样。"),
    "title_content": N_("清单没有改过"),
    "proves_content": N_("清单的校验值，就是条目里写的内容校验值。"),
    "title_entry": N_("条目写法规范"),
    "proves_entry": N_("这一条只有一种写法，不能藏着两种读法。"),
    "title_leaf": N_("条目就是日志里的那片叶子"),
    "proves_leaf": N_("从条目算出的校验值，和证明里的叶子一样。"),
    "title_included": N_("条目在日志里"),
    "proves_included": N_("沿着证明一层层往上算，到达检查点写的根：这一条在日志里，位置也没有动过。"),
    "title_signed": N_("检查点有日志的签名"),
    "proves_signed": N_("这个根和条数，是由持有日志私钥的一方签出来的。"),
    "title_paper_key": N_("签名的钥匙就是纸上印的那一把"),
    "proves_paper_key": N_("检查签名用的公钥，指纹和纸上二维码里的一样，不是服务器临时给的。"),
    "title_paper_log": N_("印纸以后，日志没有被改写"),
    "proves_paper_log": N_("印纸时的日志，是现在这本日志的开头；没有退回旧的，也没有换成另一本。"),
    "title_witnessed": N_("有外面的见证人看过"),
    "proves_witnessed": N_("见证人在那个时间看到的，是同一本日志。"),
}

OUTCOMES = {
    "is_sameContent": N_("两边的校验值一个字不差。"),
    "is_otherContent": N_("纸上的校验值和日志里这一条的不一样：不是同一份。"),
    "is_partsHold": N_("共%(n)s部分，全部相符。"),
    "is_partsChanged": N_("共%(n)s部分，有%(bad)s部分不符。"),
    "is_partsOpen": N_("共%(n)s部分，有%(open)s部分在这里无法核对。"),
    "is_partsWithheld": N_("有%(withheld)s部分被遮盖，看不到；其余各部分都相符。"),
    "is_partHolds": N_("算出的校验值，就是清单里写的。"),
    "is_partChanged": N_("内容和清单里的校验值不符：被改过。"),
    "is_partMissing": N_("清单里有这一部分，却没有给出来。"),
    "is_partExtra": N_("清单里没有这一部分，是多出来的。"),
    "is_partWithheld": N_("这一部分依规定遮盖了，原文已经销毁，无法核对；它的校验值还留在清单里。"),
    "is_contentHolds": N_("算出的校验值，就是条目里写的。"),
    "is_contentChanged": N_("清单的校验值和条目里写的不一样：清单或条目被改过。"),
    "is_canonical": N_("只有这一种写法。"),
    "is_notCanonical": N_("条目的写法不规范，可能被改动过。"),
    "is_leafHolds": N_("算出的校验值，就是日志里的那片叶子。"),
    "is_leafChanged": N_("条目的校验值和日志里的叶子不一样：条目被改过，或者换成了另一条。"),
    "is_isIncluded": N_("在日志的前%(n)s条之内，位置相符。"),
    "is_notIncluded": N_("证明走不到检查点的根：这一条不在签了名的日志里的这个位置。"),
    "is_notYetSigned": N_("这一条刚刚公开，还没有签名。请过几秒再核对。"),
    "is_isSigned": N_("签名有效。"),
    "is_notSigned": N_("没有一个签名对得上日志的公钥。"),
    "is_wrongSignature": N_("%(name)s 的签名是错的：检查点被改过，或者不是它签的。"),
    "is_otherLog": N_("这是另一本日志的检查点：%(origin)s"),
    "is_sameKey": N_("指纹相同。"),
    "is_keyFromServer": N_("公钥是服务器给的，没有纸可以对照。"),
    "is_otherKey": N_("签名的公钥不是纸上印的那一把。"),
    "is_keyReplaced": N_(
        "日志换过公钥：纸上印的是旧的那一把，它确实签过印纸时的日志。新的公钥要看新贴出的公示。"
    ),
    "is_logOnlyGrew": N_("印纸时有%(then)s条，现在有%(now)s条，前面的一条没动。"),
    "is_logForked": N_("现在这本日志的开头，和印纸时的不一样：被改写过，或者换成了另一本。"),
    "is_logShorter": N_("印纸时已有%(then)s条，现在却只给出%(now)s条：拿出来的是旧的日志。"),
    "is_paperTooEarly": N_("按纸上写的，印纸时日志只有%(then)s条，还没有这一条。"),
    "is_isWitnessed": N_("%(known)s位见证人的签名有效，时间见下。"),
    "is_witnessesUnknown": N_("有%(n)s位见证人签了名，但这里没有他们的公钥，不能核对。"),
    "is_witnessesTold": N_(
        "%(told)s位见证人的签名与服务器给的公钥相符，时间见下；公钥不是您自己向见证人要来的，所以不算数。"
    ),
    "is_notWitnessed": N_("这个检查点还没有见证人签名。"),
    "is_witnessWrong": N_("有见证人的签名是错的。"),
    "is_noPaper": N_("没有纸上的二维码，无从对照。"),
    "is_brokenPaper": N_("二维码没有读全，无从对照。"),
    "is_removed": N_("日志里已有%(n)s条，服务器却说没有这一条：可能被拿掉了。"),
    "is_noEntry": N_("服务器说没有这一条。"),
    "is_otherEntry": N_("给出来的是另一条，不是要核对的这一条。"),
    "is_unreadable": N_("给出来的数据格式不对，读不出来。"),
    "is_absent": N_("服务器说没有核对要用的这一项：%(path)s"),
    "is_unreachable": N_("没有取到数据：网络不通，或者服务器没有回答。"),
    "is_notGiven": N_("选的文件里没有核对这一步要用的。"),
    "is_noCrypto": N_("这个浏览器在这里不提供计算校验值的功能（常见的原因：地址不是 https 开头）。"),
    "is_rests": N_("要等前面那一步能核对，才能核对这一步。"),
    "is_stopped": N_("核对中断了：%(why)s"),
}

VALUES = {
    "value_onPaper": N_("纸上"),
    "value_inLog": N_("日志里"),
    "value_computed": N_("这里算出"),
    "value_inEntry": N_("条目里写的"),
    "value_inProof": N_("证明里写的"),
    "value_inManifest": N_("清单里写的"),
    "value_manifest": N_("清单原文"),
    "value_entry": N_("条目原文"),
    "value_salt": N_("盐"),
    "value_ground": N_("遮盖的理由和依据"),
    "value_offices": N_("决定遮盖的两个部门"),
    "value_root": N_("日志的根"),
    "value_proof": N_("证明（从近到远）"),
    "value_checkpoint": N_("检查点原文"),
    "value_key": N_("公钥"),
    "value_keyUsed": N_("签名公钥的指纹"),
    "value_signature": N_("签名"),
    "value_checkedBy": N_("谁来验签"),
    "value_paperSize": N_("印纸时的条数"),
    "value_paperRoot": N_("印纸时的根"),
    "value_size": N_("现在的条数"),
    "value_witness": N_("见证人和时间"),
    "value_witnessUnknown": N_("见证人和时间（未核对）"),
}

AROUND = {
    "title": N_("纸上这份，和公开日志里的是同一份吗？"),
    "notBegun": N_("核对还没有开始。如果一直停在这里，说明这个浏览器运行不了核对程序，请用下面的其他办法。"),
    "noScript": N_("浏览器关闭了脚本（JavaScript），本页不能替您核对。请用下面的其他办法。"),
    "otherWays": N_("其他核对办法"),
    "limitsTitle": N_("这页能证明什么，不能证明什么"),
    "limit_server": N_(
        "这一页如果是从公示的服务器打开的，能查出差错；但服务器要是存心作假，也可以给您一个假的核对页。"
    ),
    "limit_elsewhere": N_(
        "要防这一手，请用存在自己手机里的，或者放在别处的同一个核对文件；纸上印着这个文件的校验值，可以对照。"
    ),
    "limit_paper": N_(
        "二维码也可以换成假的，指向别的网站：请看清地址栏是不是公示单位的网址。本页看不见纸上的字，要您自己对照原文。"
    ),
    "limit_truth": N_("核对只说明公开以后没有被改过，不说明写的事情本身对不对。觉得不对，可以提异议。"),
}

ALONE = {
    "alone_lede": N_(
        "这是一个可以存下来、断网也能用的核对文件。它不属于任何网站；请用纸上二维码里的地址，或者存下的证据包来核对。"
    ),
    "alone_address": N_("纸上二维码里的地址"),
    "alone_address_hint": N_("用手机扫码，把整个地址复制过来，连“#”后面的部分一起。"),
    "alone_no_address": N_("这不是公示二维码里的地址。地址里应当有“/v/”。"),
    "alone_files": N_("存下的证据包（.zip），或者里面的文件"),
    "alone_files_hint": N_("选了文件就只用这些文件，不连网。也可以把文件拖到这里。已读入的文件数："),
    "alone_folder": N_("或者选解压后的文件夹"),
    "alone_entry": N_("核对其中哪一条（没有纸上地址时）"),
    "alone_witnesses": N_("见证人的公钥（一行一个，没有就空着）"),
    "alone_begin": N_("开始核对"),
}

WORDS: dict[str, str] = {**ANSWERS, **STEPS, **OUTCOMES, **VALUES, **AROUND, **ALONE}
"""Chinese message ids by key; English by the catalogue."""
FOR_THE_SCRIPT = (*ANSWERS, *STEPS, *OUTCOMES, *VALUES)
