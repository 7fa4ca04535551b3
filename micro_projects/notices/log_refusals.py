"""Why something with the log's keys, witnesses or succession is not done, and what to do instead."""

from micro_projects.kernel.refusal import N_, Refusal

NOT_SIGNED_YET = Refusal(
    "not_signed_yet", N_("这本日志还没有签过名，没有钥匙可换。"), N_("请先让签名程序运行起来，再换钥匙。")
)
ROTATING = Refusal(
    "rotating", N_("已经有两把钥匙在并用。"), N_("请先用 log rotate --finish 停用旧钥匙，再换下一把。")
)
NOT_ROTATING = Refusal("not_rotating", N_("没有正在更换的钥匙。"), N_("请先用 log rotate 启用新钥匙。"))
KEY_NOT_USED = Refusal(
    "key_not_used", N_("新钥匙还没有签过名。"), N_("请等签名程序签过一次（通常两秒之内），再停用旧钥匙。")
)
KEY_NOT_WITNESSED = Refusal(
    "key_not_witnessed",
    N_("还没有见证人为新钥匙签过的日志作证。"),
    N_("请等至少一位见证人作证之后，再停用旧钥匙。"),
)
KEY_IS_HERE = Refusal("key_is_here", N_("签名钥匙还在，日志不必换。"), N_("要换钥匙请用 log rotate。"))
NOTHING_LOST = Refusal(
    "nothing_lost", N_("签过名的内容都还在，日志不必换。"), N_("请运行 doctor 查看签名停下来的原因。")
)
NO_LOG_YET = Refusal("no_log_yet", N_("还没有公开日志。"), N_("请先建立辖区，再办这一步。"))
BAD_WITNESS = Refusal(
    "bad_witness",
    N_("这一行不是见证人的公钥：%(why)s"),
    N_("请向见证人要一行“名称+编号+公钥”的完整文字。"),
    422,
)
WITNESS_KNOWN = Refusal(
    "witness_known", N_("已经有同名或同一公钥的见证人。"), N_("请用 log witness list 查看。")
)
BAD_COSIGNATURE = Refusal(
    "bad_cosignature",
    N_("这一行不能作为见证：%(why)s"),
    N_("请对已经签名的检查点作证，并把整行提交上来。"),
    422,
)
