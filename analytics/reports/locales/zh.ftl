# 报告：屏幕、纸面与表格共用的文字。

## 数字与时间

comma = 、
duration-s = { $n } 秒
duration-m = { $n } 分
duration-h = { $n } 小时
points = { $n } 个百分点
days-between = { $first }至{ $last }
made = 生成于 { $at }
report-page = 第 { $page } 页，共 { $pages } 页

## 晨报

brief-title = { $office }：晨报
brief-subtitle = { $day }的结果
headline-kept = { $level } 的访客等候未超过标准：已达到 { $goal } 的目标。
headline-missed = { $level } 的访客等候未超过标准，目标为 { $goal }，还差 { $missing } 次来访。
headline-nobody = 这段时间没有任何来访。
headline-unjudged = 已取号 { $n } 张，但尚无可判定的等候。
section-result = 结果
section-why = 哪里超出标准，原因何在
section-through-the-day = 按半小时
section-topics = 事项与客户经理
section-ahead = 接下来：{ $day }
compared = 来访 { $n } 人；同一星期几（{ $weekday }）通常为 { $usual } 人，取自 { $days } 个这样的日子的平均值。

## 原因

trouble = { $from } 至 { $to }，{ $judged } 人中有 { $breached } 人等候超过标准。
cause-arrivals = 来了 { $n } 人，通常为 { $usual } 人。
cause-desks = 工作量需要 { $work } 个窗口，平均只开放 { $open } 个。
cause-fewer-desks = 平均开放 { $open } 个窗口，通常为 { $usual } 个。
cause-breaks = 休息占用窗口时间 { $time }。
cause-service = 平均办理时间 { $mean }，通常为 { $usual }。
cause-topic = 其中“{ $topic }”最多：{ $n } 人。
cause-none = 这段时间看不出人流激增、窗口不足或办理缓慢。
no-trouble = 没有人等候超过标准。
no-shows = { $n } 人被叫号后未到；叫号占用窗口时间 { $time }。
longest-lead = 等候最久的访客：
longest-called = { $ticket }“{ $topic }”— { $wait }：{ $issued } 取号，{ $called } 被叫到窗口 { $desk }。
longest-left = { $ticket }“{ $topic }”— { $wait }：{ $issued } 取号，未等到叫号即离开。
longest-unserved = { $ticket }“{ $topic }”— { $wait }：{ $issued } 取号，未获办理。
longest-open = { $ticket }“{ $topic }”— { $wait }：{ $issued } 取号，尚未叫号。
longest-overtaken = 同一事项有 { $n } 位后来者先被叫号{ $category ->
    [0] 。
   *[other] ，其中 { $category } 位属优先类别。
  }
longest-transferred = 该号被转办 { $n } 次，等候时间累计。
longest-restored = 未到之后该号已恢复。

## 接下来

ahead = 预计来访 { $n } 人；{ $peak } 最多，半小时 { $peak_n } 人。
ahead-unknown = 历史中这样的日子太少，无法预计。

## 指标

figure-service-level = 标准之内
figure-goal = 目标 { $goal }
figure-issued = 来访
figure-breached = 超过标准
figure-p90 = 等候 p90
figure-median = 半数不超过 { $median }
figure-p50 = 等候中位数
figure-longest = 最长等候
figure-ticket = 号码 { $ticket }
figure-abandoned = 未等到即离开
figure-no-show = 叫号未到

## 列

column-half-hour = 半小时
column-issued = 来访
column-usual = 通常
column-breached = 超过标准
column-service-level = 标准之内
column-wait-p50-s = 中位数
column-wait-p90-s = p90
column-wait-max-s = 最长
column-abandoned = 离开
column-no-show = 未到
column-service-mean-s = 办理
column-service-total-s = 办理合计
column-load-share = 负荷
column-idle-waiting-s = 有人等待时空闲
column-walk-mean-s = 走到窗口
column-served = 已办理
column-open-desks = 开放窗口
column-break-s = 休息
column-topic = 事项
column-manager = 客户经理
table-half-hours = 全天按半小时
table-topics = 按事项
table-managers = 按客户经理

## 图表

chart-arrivals = 每半小时来访人数
chart-expected = 每半小时预计人数
series-kept = 等候未超过标准
series-breached = 等候超过标准
series-usual = 同一星期几通常
series-expected = 预计
series-high = 可能多至

## 说明

note-standard = 等候标准：从取号到叫号 { $standard }；事项可有自己的标准，预约另有标准。
note-figures = 所有指标的定义见 docs/figures.md；计入全部已取的号，由日志重算得出。
note-local-time = 日期与半小时均为当地时间（{ $zone }）；来访归入取号的半小时。

## 周、月、季

bulletin-title = { $of }：每周简报
monthly-title = { $of }：月度报告
quarterly-title = { $of }：季度报告
the-company = 公司
period-subtitle = { $period }
quarter-name = { $year } 年第 { $number } 季度
section-period-result = 结果
section-when = 何时等候更久
section-where = 何处等候更久
section-topics-only = 事项
figure-interval = 95% 置信区间：{ $low } – { $high }
figure-interval-low = 标准之内，95% 置信区间下限
figure-interval-high = 标准之内，95% 置信区间上限
figure-over-standard = 超出标准合计
figure-one-desk = 一个窗口办结
level-better = 优于{ $period }，当时为 { $before }（{ $points }）。
level-worse = 差于{ $period }，当时为 { $before }（{ $points }）。
level-same = 与{ $period }相同，当时为 { $before }（{ $points }）。
visits-before = 来访 { $n } 人，上一期为 { $before } 人。
worst-day = { $days } 天中有 { $n } 天未达目标；最差的是{ $day }：{ $level }。
worst-hours = 超标最多的时段：{ $hours }。
weekday-at = { $weekday } { $time }
worst-offices = 超标最多：{ $offices }，合计占全部的 { $part }。
no-territory = 未归入区域
column-day = 日期
column-office = 服务厅
column-territory = 区域
column-change = 较上期
table-days = 按日
table-office = 按服务厅
table-territory = 按区域
chart-level = 等候未超过标准的比例（按日）
chart-visits = 每日来访
chart-heat = 等候 p90（分钟），按星期与半小时（至少 { $n } 次来访）
note-interval = 比例的置信区间为威尔逊区间；来访极多时分位数取自直方图，见 docs/figures.md。
note-each-local = 日期与半小时为各服务厅当地时间；来访归入取号的半小时。

## 排名

ranking-title = 区域排名
ranking-leaders = 各组第一：{ $territories }。
ranking-nobody = 本季度没有可用于排名的数据。
section-league-1 = 第一组：{ $accounts } 户及以上
section-league-2 = 第二组：少于 { $accounts } 户
section-criteria = 评定指标
ranking-lead = 怎样上升一位：
ranking-lift = { $territory }：要超过“{ $above }”，最容易的是把“{ $criterion }”从 { $value } 改进到 { $needed }（距最佳所余路程的 { $effort }）。
ranking-no-lift = { $territory }：要超过“{ $above }”，单靠一项指标不够。
ranking-missing = { $territory }：缺少 { $criteria } 的数据，未计入。
ranking-too-little = { $territory }：缺少 { $criteria } 的数据，无名次。
trend-up = 上升 { $n }
trend-down = 下降 { $n }
trend-same = 不变
from-queue = 取自排队
from-hand = 人工录入
column-place = 名次
column-total = 得分
column-trend = 名次变化
column-gained = 得分变化
column-accounts = 户数
column-criterion = 指标
column-weight = 权重
column-worst = 0 分
column-best = 100 分
column-source = 来源
column-named = { $name }
table-places = 名次
table-values = 各指标数值
table-criteria = 指标、权重与刻度
criterion-service-level = 标准之内
criterion-long-waits = 等候超过 30 分钟
criterion-longest-waits = 最长的等候（p95）
criterion-abandonment = 未等到即离开
criterion-no-shows = 叫号未到
criterion-one-desk = 一个窗口办结
criterion-load-balance = 负荷不均度
criterion-payment-collection = 缴费率
criterion-mystery-shopper = 神秘访客
criterion-complaints = 每万户投诉
note-ranking = 每项指标按刻度计 0（最差）至 100 分（最佳），总分为加权平均；没有数值的指标不计入。

section-work = 窗口的工作
figure-service = 平均服务时间
figure-spread = 服务时间标准差
figure-walk = 从叫号到开始服务，平均
figure-erlangs = 工作量（爱尔兰）：同时服务的窗口
figure-load = 开放窗口负荷
figure-idle-waiting = 有人等候而窗口空闲

section-ends = 来访的结束方式
figure-served = 已办理
figure-cancelled = 访客取消
figure-left = 叫号前离开
figure-removed = 由工作人员移除
figure-unserved = 下班前未办理
figure-visit-mean = 整个来访，平均
figure-visit-mean-note = 已办理者从取号到结束
figure-offered-p50 = 若无人离开，p50
figure-offered-p50-note = 半数人最多等候这么久
figure-offered-p90 = 若无人离开，p90
figure-offered-p90-note = 九成人最多等候这么久
figure-offered-unknown = 离开者过多，无法得知
figure-legs = 逐次等候
figure-legs-note = 转办、退回队列或恢复后重新等候
figure-legs-level = 单次等候在标准之内
figure-leg-max = 其中最长

section-fair-play = 值得查看之处
fair-play-none = 这些天公平规则没有发现异常。
fair-play-found = 这些天公平规则发现了 { $n } 处值得查看的情况。
fair-play-no-verdict = 这些只是迹象，不是结论：打印机故障看起来像空闲，消防演习看起来像提前停止发号。号票会说明发生了什么；下结论之前请先询问。
fair-play-of-the-office = 整个服务厅
fair-play-refused = 拒发 { $n } 张
table-fair-play-places = 发现了什么、在哪里
table-fair-play = 逐项：情况最多的 { $n } 项
column-sign = 发现的情况
column-findings = 迹象
column-marks = 次数
column-of-visits = 访问总数
column-tickets = 号票
