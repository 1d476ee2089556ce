weekday-mon = Понедельник
weekday-tue = Вторник
weekday-wed = Среда
weekday-thu = Четверг
weekday-fri = Пятница
weekday-sat = Суббота
weekday-sun = Воскресенье
between-topics = »,_«
staffing-more = { $day }, { $begins }–{ $ends }: { $desks ->
    [one] нужно ещё { $desks } окно
    [few] нужно ещё { $desks } окна
   *[many] нужно ещё { $desks } окон
}{ $named ->
    [none] {""}
    [one] {" "}на тему «{ $topics }»
   *[many] {" "}на темы «{ $topics }»
}.
staffing-idle = { $day }, { $begins }–{ $ends }: { $desks ->
    [one] { $desks } окно простаивает
    [few] { $desks } окна простаивают
   *[many] { $desks } окон простаивают
}.
staffing-compared = Сейчас { $present_hours } чел.-ч и { $present_level } в нормативе; по предложению { $proposed_hours } чел.-ч и { $proposed_level }.
staffing-hurried = Время на планирование вышло: на другой машине план может быть другим.
staffing-nothing = Нынешний график соответствует потребности.
staffing-short = Даже со всеми, кто может работать, в их часы и за имеющимися окнами { $goal } в нормативе не получить: нужны ещё люди, часы или окна.
staffing-keeps = В предложении соблюдены перерывы, часы и дни, когда люди могут работать; нынешний график даёт больше, потому что их не соблюдает.
