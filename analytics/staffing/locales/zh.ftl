weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日
between-topics = ”、“
staffing-more = { $day } { $begins }–{ $ends }：需增开 { $desks } 个窗口{ $named ->
    [none] {""}
   *[one] ，办理“{ $topics }”
}。
staffing-idle = { $day } { $begins }–{ $ends }：有 { $desks } 个窗口空闲。
staffing-compared = 目前 { $present_hours } 人时，达标率 { $present_level }；建议方案 { $proposed_hours } 人时，达标率 { $proposed_level }。
staffing-hurried = 排班计算超时：在别的机器上结果可能不同。
staffing-nothing = 现有排班符合需求。
staffing-short = 在现有窗口和可工作时间内，即使安排所有可上班的人员，达标率也到不了 { $goal }：需要增加人员、工时或窗口。
staffing-keeps = 建议方案遵守休息时间以及各人可工作的时数和天数；现有排班没有遵守，所以达标率更高。
