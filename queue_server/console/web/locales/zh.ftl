# 员工页面：首页、登录、窗口、前台、管理。

## 公用

staff-unknown-answer = 未收到答复。连接恢复后，屏幕会显示真实情况。
staff-choose-office = 选择服务厅
staff-no-office = 尚未设置任何服务厅。
staff-no-office-hint = 请在组织文件中描述组织，并用“queue-server apply”应用。

## 窗口状态

presence-offline = 已关闭
presence-ready = 空闲
presence-calling = 叫号中
presence-serving = 办理中
presence-break = 休息中
presence-back_office = 后台工作
tone-calm = 在标准之内
tone-late = 接近标准
tone-breach = 超过标准

## 首页

home-title = 排队系统的全部界面
home-lead = 在此打开界面，或用设备扫描二维码。
home-staff = 员工
home-desk-text = 用键盘叫号、办理、完成
home-reception-text = 发号、预约签到、在队列中查找任何人
home-admin-text = 营业日、事项、通知、人员与设备
home-cockpit-text = 哪里将违反承诺，以及该怎么做
home-reports-text = 发生了什么、原因何在：简报、报告、区域排名
home-reports-text-alone = 发生了什么、原因何在：简报、报告
home-alerts-text = 哪些承诺正在被违反，谁已看到，谁在处理
home-forecast-text = 按天、半小时和事项，预计来多少人
home-roster-text = 下周谁何时上班，窗口是否足够
home-what-if-text = 增开窗口或调整休息会怎样
home-docs = 集成开发
home-openapi-text = 公开的 HTTP API 约定
home-asyncapi-text = 公开的实时数据流约定
home-offices = 服务厅
home-kiosk = 取号机
home-board = 显示屏
home-desk-boards-any = 窗口显示屏
home-open = 营业中
home-closed = 已关门
home-not-issuing = 暂停发号
home-open-until = 营业至 { $time }
home-open-always = 24小时营业
home-opens-at = { $time } 开门
home-waiting = { $count ->
    [0] 无人等候
   *[other] { $count } 人等候
  }
home-qr = 显示二维码：{ $screen }
home-qr-of = { $address } 的二维码
home-book = 预约
home-phones = 手机取号
home-phones-scan = 用手机摄像头扫描二维码，无需取号机即可取号。
home-phones-changes = 显示屏和取号机显示同一二维码，每十分钟更换一次，因此无需打印。
home-qr-title = { $screen }：{ $office }
home-qr-scan = 在设备上打开此地址，或扫描二维码。
home-qr-plain = 此二维码仅用于查看。设备登记链接由管理员在“管理”中生成。
home-qr-enrol = 此二维码将设备登记为{ $role }，仅可使用一次，有效至 { $time }。
home-copy = 复制地址
home-copied = 地址已复制
home-open-screen = 打开界面
home-empty = 没有名为“{ $text }”的服务厅。
home-find = 查找服务厅
home-demo = 演示
home-demo-text = 模拟访客已在路上。用以下任一账号登录，密码均为：

## 登录

sign-in-title = 登录
sign-in-lead = 用于窗口、前台或管理工作。
sign-in-forgotten = 忘记密码？请管理员重设。
first-admin-title = 首位管理员
first-admin-lead = 新服务器不认识任何人。“queue-server admin-code”会给出一次性代码，十分钟内有效。
first-admin-code = 代码
first-admin-missing = 请填写：{ $field }。
first-admin-submit = 创建并登录
first-admin-have-code = 我有首位管理员的代码
first-admin-back = 返回登录

## 窗口：选择与开启

desk-title-number = { $desk } 号窗口
desk-choose = 您在哪个窗口？
desk-choose-hint = 按数字选择，按 Enter 打开。
desk-choose-text = 窗口开启前不会叫号。
desk-taken-by = { $name } 在此工作
desk-free = 空闲
desk-yours = 您在这里
desk-change = 更换窗口
desk-no-desks = 此服务厅尚无窗口。
desk-office-closed = 服务厅已关门
desk-office-closed-text = 营业日开始后方可叫号。到时会自动开始，主管也可提前开始。
desk-taken = { $desk } 号窗口有人
desk-taken-unnamed = 此窗口由他人使用。请选择其他窗口。
desk-taken-text = { $name } 在此工作。请选择其他窗口。
desk-closed = { $desk } 号窗口已关闭
desk-closed-text = 准备好接待第一位访客时再开启。
desk-loading = 正在查看队列…

## 窗口：操作

action-open = 开启窗口
action-close = 关闭窗口
action-call_next = 呼叫下一位
action-call = 按号呼叫
action-recall = 再次呼叫
action-start = 开始办理
action-mark_no_show = 未到
action-return_to_queue = 退回队列
action-transfer = 转办
action-postpone = 推迟
action-complete = 办结
action-add_topic = 增加事项
action-switch_topic = 转到此事项
action-finish_topic = 办结此事项
action-start_break = 休息
action-back_office = 后台工作
action-end_break = 恢复工作
action-set_topics = 我的事项
action-pause = 休息
action-help = 按键
action-palette = 命令
action-undo = 撤销
action-history = 办理经过
action-resume = 放回队列
action-restore = 恢复
action-call_from_list = 呼叫
action-mark_left = 已离开
action-remove = 撤下

sending-open = 正在开启 { $desk } 号窗口…
sending-close = 正在关闭窗口…
sending-call_next = 正在呼叫下一位…
sending-call = 正在呼叫 { $number }…
sending-recall = 正在再次呼叫 { $number }…
sending-start = 正在开始…
sending-mark_no_show = 正在记录 { $number } 未到…
sending-return_to_queue = 正在将 { $number } 退回队列…
sending-transfer = 正在转办 { $number }…
sending-postpone = 正在推迟 { $number }…
sending-complete = 正在办结 { $number }…
sending-other = 正在发送…

done-open = { $desk } 号窗口已开启
done-close = { $desk } 号窗口已关闭
done-call_next = 已呼叫 { $number } 到 { $desk } 号窗口
done-call = 已呼叫 { $number } 到 { $desk } 号窗口
done-recall = 已再次呼叫 { $number }
done-start = { $number } 开始办理
done-mark_no_show = { $number } 未到
done-return_to_queue = { $number } 已退回队列，视同未呼叫
done-transfer = { $number } 已转办
done-postpone = { $number } 已推迟
done-complete = { $number } 已办结
done-sent_back = { $number } 回到转办的同事处
done-add_topic = 已增加事项
done-switch_topic = 当前事项：{ $topic }
done-finish_topic = 事项已办结
done-start_break = 休息中，不会向此窗口叫号。
done-back_office = 后台工作，不会向此窗口叫号。
done-end_break = 已恢复工作
done-set_topics = 您的事项已更改
done-resume = { $number } 已回到队列
done-restore = { $number } 已回到队列，承诺时间不变
done-nobody = 您的事项无人等候
undo-offer = 撤销
undo-call-back = 叫回
undo-reason = 十秒内撤销

obstacle-stale = 无连接：画面恢复实时前，按钮不可用。
obstacle-sending = 上一条命令仍在发送。
obstacle-second_tab = 此窗口正在另一标签页中使用。
obstacle-office_closed = 服务厅已关门。
obstacle-desk_closed = 窗口已关闭，请先开启。
obstacle-desk_taken = 此窗口由他人使用。
obstacle-desk_busy = 窗口有访客，请先办结。
obstacle-on_break = 您正在休息，请先恢复工作。
obstacle-not_on_break = 您不在休息。
obstacle-nobody_here = 窗口没有访客。
obstacle-not_called = 已在办理中。
obstacle-not_serving = 请先开始办理：访客只是被呼叫。
obstacle-more_calls = 请先再呼叫 { $count } 次。
obstacle-too_early = 再等 { $seconds } 秒：访客可能在路上。
obstacle-one_topic = 此次办理只有一个事项。
obstacle-undo_gone = 已没有可撤销的操作。

## 窗口：访客

visitor-ready = 可以呼叫下一位
visitor-ready-empty = 无人等候
visitor-ready-empty-text = 新访客会自动出现在这里。
visitor-called = 已呼叫到 { $desk } 号窗口
visitor-serving = 办理中
visitor-on-break = 休息
visitor-back-office = 后台工作
visitor-on-break-text = 不会向此窗口叫号。
line-in-words = { $count ->
    [0] 您的事项无人等候。
   *[other] 您的事项有 { $count } 人等候。
  }
visitor-since-call = 自呼叫起
visitor-in-service = 办理时长
visitor-on-pause = 暂停时长
visitor-accountable = 计入的等候
visitor-of-standard = 标准 { $standard }
visitor-calls = 已呼叫 { $count } 次
visitor-appointment = 预约 { $time }
visitor-offline = 取号机离线时发出
visitor-language = 语言：{ $language }
visitor-returns = 之后回到 { $name }
visitor-returns-unnamed = 之后回到转办的同事处
visitor-no-show-calls = 还需呼叫 { $count } 次
visitor-no-show-in = { $seconds } 秒后
visitor-topics = 本次事项
visitor-topic-active = 当前
visitor-topic-done = 已办结
visitor-walk-long = 路上超过 { $limit }：此后计入等候

history-title = 办理经过
history-waiting = 等候
history-called = 呼叫
history-serving = 办理
history-postponed = 推迟
history-no_show = 未到
history-counted = 计入 { $time }
history-not-counted = 不计入
history-at-desk = { $desk } 号窗口
history-now = 现在
history-empty = 第一步之后会出现经过。
history-failed = 无法加载经过。
why-first = 首次
why-transferred = 转办
why-returned = 退回
why-restored = 恢复
why-resumed = 暂停之后
why-sent_back = 由同事送回

## 窗口：队列

line-title = 我的事项
line-waiting = 人等候
line-longest = 最久
line-nobody = 无人等候
line-above = { $count } 人超过标准
line-next-breach = 下一位在 { $time } 后
line-new = 新到访客预计等候：{ $range }
line-by-topic = 按事项
postponed-title = 已推迟
postponed-by-visitor = 访客要求
postponed-by-office = 我方要求：继续计时
postponed-due = { $time } 返回
postponed-due-in = { $time } 后返回
no-show-title = 未到
no-show-until = 还可恢复 { $time }
desks-title = 窗口

## 窗口：对话框

transfer-title = 转办 { $number }
transfer-text = 号码和队列位置不变。到下次呼叫前的时间计入等候。
transfer-to-topic = 转到事项
transfer-to-manager = 转给同事
transfer-to-desk = 转到窗口
transfer-return = 之后回到我这里
transfer-return-hint = 同事办完后，访客会回到您这里。
transfer-find = 查找
transfer-none-found = 没有找到“{ $text }”。
transfer-waiting = { $count } 人等候
transfer-not-skilled = 不办理此事项
postpone-title = 推迟 { $number }
postpone-who = 这是谁的要求？
postpone-who-missing = 请说明是谁的要求，计时取决于此。
postpone-by-visitor = 访客
postpone-by-visitor-hint = 等候停止计时
postpone-by-office = 我方
postpone-by-office-hint = 等候继续计时
postpone-reason = 原因
postpone-reason-documents = 去取材料
postpone-reason-form = 填写表格
postpone-reason-call = 接听电话
postpone-reason-colleague = 同事需要核实
postpone-reason-system = 系统无响应
postpone-reason-other = 其他原因
postpone-due = 自动回到队列
postpone-due-none = 由我决定
postpone-due-in = { $minutes } 分钟后
complete-title = { $number } 的结果如何？
complete-outcome = 结果
complete-none = 无结果
complete-required = 此事项必须有结果。
finish-topic-title = 此事项的结果如何？
call-title = 按号呼叫
call-text = 不按顺序呼叫，原因会记入日志并统计。
call-number = 号码
call-number-hint = 例如 { $example }
call-reason = 原因
call-reason-asked = 访客刚才在窗口
call-reason-continue = 继续之前的办理
call-reason-supervisor = 主管指示
call-reason-unwell = 访客身体不适
call-reason-other = 其他原因
topics-title = 我现在办理的事项
topics-text = 仅限您有资格办理的事项，从下次呼叫起生效。
topics-none = 未选择事项：不会叫号
topics-save = 应用
topics-secondary = 次要：排在以此为主要事项的同事之后
pause-title = 暂不叫号
pause-what = 用途
pause-go = 确定
pause-break = 休息
pause-break-hint = 离开窗口
pause-back-office = 后台工作
pause-back-office-hint = 无访客的工作
pause-close = 关闭窗口
pause-close-hint = 下班或更换窗口
open-title = 谁坐到此窗口？
open-text = 窗口将以此客户经理的名义开启。
add-topic-title = 为本次办理增加事项
add-topic-text = 一次来访、一个号码，事项不限。
palette-title = 全部命令
palette-find = 命令或号码
palette-none = 没有名为“{ $text }”的命令。
palette-call = 呼叫 { $number }
keys-title = 窗口按键
keys-text = 每一步都有按键。单个字母不会触发任何操作。
keys-space = 空格
keys-choose = 对话框中：方向键或数字选择，Enter 确认，Esc 关闭
tab-warning = { $desk } 号窗口已在另一标签页打开
tab-warning-text = 此标签页只显示、不操作，以免重复叫号。
tab-take = 在此工作

## 前台

reception-title = 前台
reception-issue = 新号票
reception-topic = 访客来办什么？
reception-topic-missing = 请选择访客办理的事项。
reception-category-none = 无
reception-language = 访客语言
reception-issue-button = 发号
reception-issuing = 正在发号…
reception-issued = 号票 { $number }
reception-issued-ahead = { $count ->
    [0] 前面无人
   *[other] 前面 { $count } 人
  }
reception-print = 打印号票
reception-slip = 号票
reception-next = 下一位访客
reception-queue = 队列
reception-find = 号码、事项或窗口
reception-filter-all = 全部
reception-filter-waiting = 等候
reception-filter-at_desk = 在窗口
reception-filter-postponed = 推迟
reception-filter-booked = 预约
reception-empty = 队列为空
reception-empty-text = 发出的号票会立即出现在这里。
reception-none-found = 没有与“{ $text }”相符的访客。
reception-none-here = 这里没有人
reception-number = 号码
reception-state = 状态
reception-wait-head = 等候
reception-actions = 操作
reception-cancel = 取消预约
reception-cancel-ask = 取消预约吗？
reception-cancel-text = 该时间将释放给他人，取消后无法恢复。
reception-cancelled = 预约已取消
reception-check-in = 签到
reception-left-ask = { $number } 未办理就离开了？
reception-left-text = 本次来访结束，计为放弃。
reception-left-do = 是，已离开
reception-remove-ask = 将 { $number } 撤下队列？
reception-remove-text = 本次来访结束，并连同您的姓名和原因列入撤下名单。
remove-reason-twice = 取了两个号
remove-reason-mistake = 误发
remove-reason-behaviour = 影响他人
reception-called-now = 正在呼叫
reception-called-nobody = 现在没有呼叫
reception-topic-waiting = { $count } 人等候
reception-not-issuing = 服务厅现在不发号。
reception-checked-in = { $number } 已签到
reception-marked-left = { $number } 已离开
reception-removed = { $number } 已撤下
slip-wait = 请等候显示屏叫号。
slip-ahead = 前面：{ $count } 人
slip-expected = 预计等候：{ $range }
slip-follow = 用手机查看排队进度
slip-by-hand = 无法扫码？请打开 { $address }，输入号码和此代码

## 管理

admin-title = 管理
admin-day = 营业日
admin-devices = 设备
admin-people = 人员
admin-other-office = 其他服务厅
admin-every-office = 所有服务厅
admin-territory = 区域
admin-whole-territory = 区域：{ $name }
admin-day-open = 营业日已开始
admin-day-closed = 营业日已结束
admin-day-stopped = 营业中，暂停发号
admin-day-figures = 队列 { $waiting } 人，办理中 { $serving } 人
admin-open-day = 开始营业日
admin-close-day = 结束营业日
admin-close-day-ask = 结束{ $office }的营业日？
admin-close-day-text = { $count ->
    [0] 无人等候。
   *[other] 仍有 { $count } 人等候，将计为未办理。
  } 所有窗口将关闭。
admin-stop-issuing = 停止发号
admin-resume-issuing = 恢复发号
admin-topics = 事项
admin-topic-open = 发号中
admin-topic-suspended = 已暂停
admin-topic-unavailable = 无人办理
admin-topic-all = 全部
admin-topic-said = { $topic }：{ $state }
admin-suspend = 暂停
admin-resume = 恢复
admin-suspend-ask = 暂停“{ $topic }”？
admin-suspend-text = 取号机会立即显示您填写的原因。已在等候的人仍会办理。
admin-suspend-reason = 访客将看到的原因
admin-suspend-reason-system = 系统维护中
admin-suspend-reason-staff = 今天没有专员
admin-suspend-reason-full = 等候人数过多
admin-message = 显示屏通知
admin-message-hint = 显示在叫号下方，直到撤下。
admin-message-show = 显示
admin-message-clear = 撤下
admin-message-shown = 通知已显示
admin-message-cleared = 通知已撤下
admin-presence = 状态
admin-desk-topics = 事项
admin-at-desk = 窗口访客
admin-close-desk-ask = 关闭 { $desk } 号窗口？
admin-close-desk-text = 窗口重新开启前，{ $name } 不会再叫号。
admin-desks-open = 已开 { $open } / { $all }
admin-device-role = 类型
admin-device-name = 名称
admin-device-last = 最近在线
admin-device-new = 登记设备
admin-device-kiosk = 取号机
admin-device-display = 大厅显示屏
admin-device-desk_board = 窗口显示屏
admin-device-desk = 窗口工位
admin-device-enrol = 生成代码
admin-device-code-text = 在设备上打开此地址或扫描二维码。仅可使用一次，有效至 { $time }。
admin-device-revoke = 收回
admin-device-revoke-ask = 收回 { $name }？
admin-device-revoke-text = 该界面会立即停止，设备需要重新登记。
admin-device-none = 尚未登记任何设备
admin-device-none-text = 显示屏和取号机在此各自获得使用队列的权限。
admin-device-never = 从未
admin-person-new = 添加人员
admin-person-name = 姓名
admin-person-login = 账号
admin-person-role = 角色
admin-person-manager = 组织文件中的客户经理
admin-person-manager-hint = 组织文件中的客户经理：请从列表中选择。留空则与登录名相同。
admin-person-password = 密码
admin-person-password-hint = 至少 12 个字符。一句话比谜题好记。
admin-person-add = 添加
admin-person-added = { $name } 可以登录了
admin-person-disable = 停用
admin-person-disable-ask = 停用 { $name }？
admin-person-disable-text = 此人打开的页面会在几秒内停止。
admin-person-disabled = 已停用
admin-person-enable = 启用
admin-person-set-password = 新密码
admin-person-new-password = { $name } 的新密码
admin-done = 完成
error-desk-busy = 此窗口已有访客，屏幕上可以看到是谁。
error-manager-at-a-desk = 您已在另一窗口。请先关闭那里。

not-found-title = 没有此页面
not-found-do = 请检查网址是否有误。所有排队页面均可从首页进入。
not-found-home = 返回首页

# 操作记录
admin-audit = 操作记录
admin-audit-text = 谁在何时做了什么。记录不可更改。
admin-audit-none = 暂无记录
admin-audit-at = 时间
admin-audit-who = 操作人
admin-audit-what = 操作
admin-audit-subject = 对象
admin-audit-address = 来源
admin-audit-more = 显示更早的记录
audit-login-unknown = 未知账号
audit-code = 代码：{ $role }
audit-terminal = 服务器终端
audit-nobody = 未知人员
audit-all-offices = 全部服务厅
audit-sign-in = 登录
audit-sign-out = 退出
audit-sign-in-refused = 登录失败
audit-denied = 已拒绝：无权限
audit-person-created = 添加人员
audit-person-changed = 更改人员权限
audit-person-disabled = 关闭访问
audit-person-enabled = 开放访问
audit-person-removed = 删除人员
audit-audit-shortened = 缩减操作记录
audit-second-factor-set = 已设置双重验证
audit-second-factor-removed = 已关闭双重验证
audit-second-factor-reset = 已重置双重验证
audit-second-factor-refused = 双重验证未通过
audit-recovery-codes-made = 新的备用代码
audit-recovery-code-used = 已使用备用代码
audit-password-set = 新密码
audit-code-created = 生成代码
audit-device-enrolled = 接入设备
audit-token-created = 发放令牌
audit-token-revoked = 已撤销
audit-organisation-applied = 应用组织文件
audit-channel-tried = 测试告警渠道
audit-ranking-entered = 录入排名指标
audit-alert-acknowledged = 已查看告警
audit-alert-owned = 已接手告警
audit-alert-released = 已交还告警
audit-member-role = 角色
audit-member-office = 服务厅
audit-member-territory = 区域
audit-member-manager = 客户经理
audit-member-desk = 窗口
audit-member-name = 名称
audit-member-means = 方式
audit-member-changes = 变更
audit-member-owner = 处理人
audit-member-issuer = 单点登录
audit-member-why = 原因
audit-member-cells = 修改的数值
audit-member-taken-out = 其中删除
audit-member-columns = 列
audit-member-break-minutes = 休息（分钟）
audit-member-days = 日期
audit-member-versions = 版本
audit-member-taken = 数值个数
audit-member-quarters = 季度
audit-member-hours-week = 每周工时
audit-member-days-week = 每周天数
audit-member-lengths-h = 班次时长（小时）
audit-member-off = 休息日
audit-member-not-before = 不早于
audit-member-not-after = 不晚于
audit-member-wishes = 意愿
audit-member-cost = 成本
audit-means-password = 密码
audit-means-code = 密码加验证码
audit-means-provider = 单点登录
audit-means-terminal = 终端
audit-people-kept = 修改了人员工作安排条件
audit-calendar-kept = 修改了日期日历
audit-schedule-published = 发布了排班
account-title = 您的账号
account-second = 两步验证
account-second-off = 此服务器仅使用密码。
account-second-none = 您的账号仅由密码保护。启用手机验证器应用后，密码被盗也无法登录。
account-second-required = 您的角色需要两步验证，但尚未设置。
account-set-up = 设置验证器
account-second-since = 已于 { $date } 设置
account-codes-left = { $count ->
    [0] 恢复码已用完。请重新生成。
   *[other] 剩余 { $count } 个恢复码。
  }
account-renew = 生成新恢复码
account-renew-text = 现有恢复码将失效。
account-codes-done = 已生成新恢复码
account-remove = 移除两步验证
account-remove-text = 更换手机时，请在此移除后重新设置。您将在所有设备上退出登录。
account-second-done = 两步验证已设置
account-password-hint = 请再次输入密码：仅凭已打开的页面不能操作。
account-go-on = 继续
admin-person-two-factors = 两步验证
admin-person-reset = 重置两步验证
admin-person-reset-ask = 重置 { $name } 的两步验证？
admin-person-reset-text = 请先确认是本人：在重新设置之前，仅凭密码即可登录。其打开的页面会停止。
# The manager's own shift, by the published schedule
shift-title = 我的班次
shift-at-desk = { $desk } 号窗口
shift-next-break = 休息 { $from }–{ $to }
shift-break-until = 休息至 { $time }
shift-agreed-open = 约定至 { $time }
shift-agreed-open-due = 约定至 { $time }。空闲后请关闭窗口。
shift-agreed-break = 休息改到 { $time }
shift-agreed-break-due = 休息已改到 { $time }。空闲后请休息。

sign-in-by-provider = 通过 { $name } 登录
sign-in-or = 或使用密码
api-title = 服务器 API

## 起步

first-steps = 起步
first-steps-enough = 不再显示
first-steps-done = 已完成
first-steps-organisation = 组织
first-steps-organisation-text = 在组织文件中描述服务厅、事项和窗口，然后应用：“queue-server apply”。
first-steps-example-text = 目前使用的是示例组织。请在文件中描述自己的服务厅、事项和窗口，然后应用：“queue-server apply”。
first-steps-people = 人员
first-steps-people-text = 为客户经理和主管开通登录，每人使用自己的用户名和密码。
first-steps-people-do = 添加人员
first-steps-kiosks = 取号机
first-steps-kiosks-text = 获取代码，在取号机屏幕上用它打开页面：访客在此取号。
first-steps-kiosks-do = 接入取号机
first-steps-boards = 显示屏
first-steps-boards-text = 大厅显示屏以同样方式接入：显示并播报叫到谁、去哪个窗口。
first-steps-boards-do = 接入显示屏
first-steps-closed = 目前所有服务厅均已关闭，将按各自的营业时间自动开放。
first-steps-closed-do = 立即开始营业日
