# 公平：每条规则发现什么、可能意味着什么。页面与报表用同样的文字。

fair-rule-called-early = 叫号后未服务
fair-why-called-early = 叫号后尚未服务就退回、转办或推迟，或超过步行时限才开始。访客暂时走开或同事求助时也会这样。
fair-rule-early-no-show = 叫号后很快判为未到
fair-why-early-no-show = 叫号后一分钟内标为未到。有时旁人会说该访客已离开。
fair-rule-idle-while-waiting = 有人等候而窗口空闲
fair-why-idle-while-waiting = 有人等候该窗口，却两分钟以上没有叫号。整理文件、打印机故障或忘记标记休息看起来也是这样。
fair-rule-hard-topics-skipped = 耗时事项被跳过
fair-why-hard-topics-skipped = 较简单的来访被提前叫号，或有人等候时把耗时事项从窗口移除。也许与服务厅负责人有约定。
fair-rule-mass-postponing = 一次推迟多位访客
fair-why-mass-postponing = 工作人员在十分钟内推迟了几位久等的访客，计时因此停止。班车即将离开或消防演习可以解释。
fair-rule-issuing-closed-early = 关门前停止发号
fair-why-issuing-closed-early = 营业时间内有一刻钟以上没有发号。停电或大厅满员可以解释。
fair-rule-served-in-seconds = 几秒钟就结束的服务
fair-why-served-in-seconds = 十秒内开始并完成。可能是误点，或顺便回答了一个问题。
