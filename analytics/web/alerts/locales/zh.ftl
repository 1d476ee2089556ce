# 告警：屏幕与邮件使用相同的句子。时长和百分比已格式化。

alert-cause-error_budget = 超时情况增多
alert-cause-longest_wait = 有人等候超过标准
alert-cause-idle_desks = 窗口空闲而有人在等
alert-cause-missing_desks = 按排班应开的窗口未开

alert-said-error_budget = 最近 { $window } 内 { $judged } 人中有 { $breached } 人等候超时：是目标 { $goal } 所允许速度的 { $burn } 倍。
alert-said-spent = 今日允许的超时额度已用 { $spent }。
alert-said-overspent = 今日超时已是允许数量的 { $times } 倍。
alert-said-longest_wait = 号码 { $number } 已等候 { $wait }，标准为 { $target }。超过标准的人数：{ $over }。
alert-said-idle_desks = 窗口 { $desks }（{ $count } 个）已空闲 { $idle }，有 { $waiting } 人在等候。
alert-said-missing_desks = 按排班应开的 { $count } 个窗口未开，已 { $missing }（{ $managers }）；{ $waiting } 人在等候。
alert-said-nothing = 目前已无此情况。若持续如此，告警将很快解除。
alert-worst-error_budget = 最严重时（{ $at }）：超时速度是目标所允许的 { $peak } 倍。
alert-worst-longest_wait = 最严重时（{ $at }）：等候 { $peak }。
alert-worst-idle_desks = 最严重时（{ $at }）：窗口空闲 { $peak }，而有人在等候。
alert-worst-missing_desks = 最严重时（{ $at }）：应开的窗口已 { $peak } 未开。

alert-severity-warning = 注意
alert-severity-critical = 紧急

alert-letter-subject = { $office }：{ $cause }
alert-letter-subject-critical = 紧急！{ $office }：{ $cause }
alert-letter-subject-closed = { $office }：已结束 — { $cause }
alert-letter-tickets = 号码：{ $tickets }。
alert-letter-opened = 发现于 { $at }。
alert-letter-closed = 发现于 { $at }，结束于 { $closed }。
alert-letter-link = 详情：{ $url }
alert-letter-try-subject = queue-server：测试渠道“{ $channel }”
alert-letter-try = 这是一次测试。渠道“{ $channel }”工作正常。

alerts-title = 告警
alerts-now = 当前
alerts-summary = { $all } 条告警{ $critical ->
    [0] { "" }
   *[other] ，紧急 { $critical } 条
  }{ $unseen ->
    [0] ，均已查看
   *[other] ，未查看 { $unseen } 条
  }
alerts-none = 没有告警
alerts-none-hint = 等候标准被突破或窗口空闲的服务厅会出现在这里。
alerts-past = 历史
alerts-past-none = 尚无告警。
alerts-more = 显示更多
alerts-sound-on = 声音已开启
alerts-sound-off = 声音已关闭
alerts-sound-blocked = 浏览器需要点击后才能发声：
alert-tickets = 号码
alert-more-tickets = 另有 { $count } 个
alert-since = 自 { $at } 起，已持续 { $lasted }。
alert-over-passed = 自 { $at } 起，持续 { $lasted }。
alert-over-day_closed = 自 { $at } 起，持续 { $lasted }，至当日结束。
alert-again = 再次出现：{ $count } 次。
alert-nobody = 尚无人查看。
alert-seen-by = { $name } 已查看
alert-owner = { $name } 正在处理
alert-acknowledge = 已查看
alert-own = 由我处理
alert-own-instead = 接手
alert-release = 交还
alert-history = 告警经过
alert-kind-opened = 发现
alert-kind-escalated = 变为紧急
alert-kind-eased = 不再紧急
alert-kind-acknowledged = 已查看
alert-kind-owned = 已接手
alert-kind-released = 已交还
alert-kind-closed = 结束
alert-kind-reopened = 再次出现

channels-title = 告警发送到
channels-none = 没有渠道。请在组织文件的“[[channel]]”表中添加并应用：“queue-server apply”。
channels-kind-webhook = Webhook
channels-kind-mail = 邮件
channels-kind-apprise = Apprise 服务
channels-critical = 仅紧急
channels-quiet = 免打扰 { $hours }
channels-usable = 可用。
channels-hindrance = 无法发送：{ $why }
channels-try = 测试
channels-taken = 测试已发送并被接收。
channels-not-taken = 未被接收：{ $why }
channels-lost = 未送达
channels-given-up = 尝试 { $count } 次后：{ $why }
channels-again = 重新发送
