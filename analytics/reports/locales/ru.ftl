# Отчёты: тексты, одинаковые на экране, на бумаге и в таблице.

## Числа и сроки

comma = { ", " }
duration-s = { $n } с
duration-m = { $n } мин
duration-h = { $n } ч
points = { $n } п. п.
days-between = { $first } – { $last }
made = Составлен { $at }
report-page = Стр. { $page } из { $pages }

## Утренняя сводка

brief-title = { $office }: утренняя сводка
brief-subtitle = Итоги дня: { $day }
headline-kept = { $level } посетителей ждали не дольше норматива: цель { $goal } достигнута.
headline-missed = { $level } посетителей ждали не дольше норматива при цели { $goal }: до неё не хватило { $missing ->
    [one] { $missing } визита
   *[other] { $missing } визитов
  }.
headline-nobody = За этот срок не было ни одного визита.
headline-unjudged = { $n ->
    [one] Выдан { $n } талон
    [few] Выдано { $n } талона
   *[many] Выдано { $n } талонов
  }, но судить о нормативе пока не по чему.
section-result = Итог
section-why = Что нарушило норматив и почему
section-through-the-day = По получасам
section-topics = Темы и менеджеры
section-ahead = Впереди: { $day }
compared = { $n ->
    [one] Пришёл { $n } человек
    [few] Пришли { $n } человека
   *[many] Пришли { $n } человек
  }; обычно в этот день недели ({ $weekday }) приходит { $usual } — среднее за { $days ->
    [one] { $days } такой день
    [few] { $days } таких дня
   *[many] { $days } таких дней
  }.

## Причины

trouble = С { $from } до { $to } дольше норматива ждали { $breached } из { $judged }.
cause-arrivals = { $n ->
    [one] Пришёл { $n } человек
    [few] Пришли { $n } человека
   *[many] Пришли { $n } человек
  } вместо обычных { $usual }.
cause-desks = Работы было на { $work } окна, а открыто в среднем { $open }.
cause-fewer-desks = Открыто было в среднем { $open } окна вместо обычных { $usual }.
cause-breaks = Перерывы заняли { $time } рабочего времени окон.
cause-service = Приём длился в среднем { $mean } вместо обычных { $usual }.
cause-topic = Больше всего — по теме «{ $topic }»: { $n }.
cause-none = Ни наплыва, ни нехватки окон, ни долгих приёмов в это время не видно.
no-trouble = Никто не ждал дольше норматива.
no-shows = На вызов { $n ->
    [one] не явился { $n } человек
    [few] не явились { $n } человека
   *[many] не явились { $n } человек
  }; вызовы заняли { $time } времени окон.
longest-lead = Дольше всех ждали:
longest-called = { $ticket } «{ $topic }» — { $wait }: взят в { $issued }, вызван в { $called } к окну { $desk }.
longest-left = { $ticket } «{ $topic }» — { $wait }: взят в { $issued }; посетитель ушёл, не дождавшись.
longest-unserved = { $ticket } «{ $topic }» — { $wait }: взят в { $issued } и не обслужен.
longest-open = { $ticket } «{ $topic }» — { $wait }: взят в { $issued } и ещё не вызван.
longest-overtaken = По этой теме раньше него вызвали { $n ->
    [one] { $n } пришедшего
   *[other] { $n } пришедших
  } позже{ $category ->
    [0] .
   *[other] , из них по льготной категории — { $category }.
  }
longest-transferred = Талон передавали { $n ->
    [one] { $n } раз
    [few] { $n } раза
   *[many] { $n } раз
  }, и ожидания сложились.
longest-restored = После неявки талон восстановили.

## Впереди

ahead = Ждём { $n ->
    [one] { $n } посетителя
   *[other] { $n } посетителей
  }; больше всего в { $peak } — { $peak_n } за полчаса.
ahead-unknown = Таких дней в истории слишком мало, чтобы чего-то ждать.

## Показатели

figure-service-level = В нормативе
figure-goal = цель { $goal }
figure-issued = Визиты
figure-breached = Дольше норматива
figure-p90 = Ожидание, p90
figure-median = у половины — не больше { $median }
figure-p50 = Ожидание, медиана
figure-longest = Самое долгое
figure-ticket = талон { $ticket }
figure-abandoned = Ушли, не дождавшись
figure-no-show = Не явились

## Столбцы

column-half-hour = Полчаса
column-issued = Визиты
column-usual = Обычно
column-breached = Дольше норматива
column-service-level = В нормативе
column-wait-p50-s = Медиана
column-wait-p90-s = p90
column-wait-max-s = Самое долгое
column-abandoned = Ушли
column-no-show = Не явились
column-service-mean-s = Приём
column-service-total-s = Приём, всего
column-load-share = Загрузка
column-idle-waiting-s = Простой при очереди
column-walk-mean-s = Подход к окну
column-served = Обслужены
column-open-desks = Открыто окон
column-break-s = Перерывы
column-topic = Тема
column-manager = Менеджер
table-half-hours = День по получасам
table-topics = По темам
table-managers = По менеджерам

## Графики

chart-arrivals = Сколько пришло за полчаса
chart-expected = Сколько ждём за полчаса
series-kept = ждали не дольше норматива
series-breached = ждали дольше
series-usual = обычно в этот день недели
series-expected = ожидается
series-high = может быть до

## Примечания

note-standard = Норматив ожидания — { $standard } от талона до вызова; у темы может быть свой, у записи — свой.
note-figures = Определения всех показателей — в docs/figures.md; учтены все выданные талоны, пересчитаны из журнала.
note-local-time = Дни и получасы — по местному времени ({ $zone }); визит относится к получасу выдачи талона.

## Неделя, месяц, квартал

bulletin-title = { $of }: недельный обзор
monthly-title = { $of }: отчёт за месяц
quarterly-title = { $of }: отчёт за квартал
the-company = Компания
period-subtitle = { $period }
quarter-name = { $number }-й квартал { $year }
section-period-result = Итог
section-when = Когда ждали дольше
section-where = Где ждали дольше
section-topics-only = Темы
figure-interval = с доверием 95 %: { $low } – { $high }
figure-interval-low = В нормативе, 95-процентный интервал: нижняя граница
figure-interval-high = В нормативе, 95-процентный интервал: верхняя граница
figure-over-standard = Сверх норматива, всего
figure-one-desk = Решено у одного окна
level-better = Это лучше, чем за { $period }: было { $before } ({ $points }).
level-worse = Это хуже, чем за { $period }: было { $before } ({ $points }).
level-same = Столько же, сколько за { $period }: было { $before } ({ $points }).
visits-before = { $n ->
    [one] Пришёл { $n } человек
    [few] Пришли { $n } человека
   *[many] Пришли { $n } человек
  }, в прошлый раз — { $before }.
worst-day = Цель не достигнута в { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[many] { $n } дней
  } из { $days }; хуже всего — { $day }: { $level }.
worst-hours = Больше всего нарушений — { $hours }.
weekday-at = { $weekday } { $time }
worst-offices = Больше всего нарушений — { $offices }: вместе { $part } всех.
no-territory = Без территории
column-day = День
column-office = Офис
column-territory = Территория
column-change = К прошлому
table-days = По дням
table-office = По офисам
table-territory = По территориям
chart-level = Доля ждавших не дольше норматива, по дням
chart-visits = Визиты по дням
chart-heat = Ожидание, p90 в минутах, по дням недели и получасам (от { $n } визитов)
note-interval = Доверительный интервал доли — Уилсона; квантили большого числа визитов — по гистограммам, точность в docs/figures.md.
note-each-local = Дни и получасы — по местному времени каждого офиса; визит относится к получасу выдачи талона.

## Рейтинг

ranking-title = Рейтинг территорий
ranking-leaders = Первые в своих лигах: { $territories }.
ranking-nobody = Данных для рейтинга за этот квартал нет.
section-league-1 = Первая лига: от { $accounts } лицевых счетов
section-league-2 = Вторая лига: меньше { $accounts } лицевых счетов
section-criteria = По чему судим
ranking-lead = Что поднимет на одно место:
ranking-lift = { $territory }: чтобы обойти территорию «{ $above }», проще всего улучшить показатель «{ $criterion }» — с { $value } до { $needed } ({ $effort } пути, оставшегося до лучшего).
ranking-no-lift = { $territory }: чтобы обойти территорию «{ $above }», одного показателя не хватит.
ranking-missing = { $territory }: нет данных по показателям: { $criteria }; они не учтены.
ranking-too-little = { $territory }: без места — нет данных по показателям: { $criteria }.
trend-up = выше на { $n }
trend-down = ниже на { $n }
trend-same = то же
from-queue = из очереди
from-hand = вносится
column-place = Место
column-total = Баллы
column-trend = Место к прошлому
column-gained = Баллы к прошлому
column-accounts = Лицевые счета
column-criterion = Показатель
column-weight = Вес
column-worst = 0 баллов
column-best = 100 баллов
column-source = Откуда
column-named = { $name }
table-places = Места
table-values = Значения показателей
table-criteria = Показатели, вес и шкала
criterion-service-level = Доля в нормативе
criterion-long-waits = Ждали дольше 30 минут
criterion-longest-waits = Самые долгие ожидания (p95)
criterion-abandonment = Ушли, не дождавшись
criterion-no-shows = Не явились на вызов
criterion-one-desk = Решено у одного окна
criterion-load-balance = Неравномерность загрузки
criterion-payment-collection = Собираемость платежей
criterion-mystery-shopper = Тайный покупатель
criterion-complaints = Жалобы на 10 000 счетов
note-ranking = Баллы показателя — от 0 (худшее) до 100 (лучшее) по шкале; сумма — среднее с весами. Показатель без значения не учитывается.

section-work = Работа окон
figure-service = Обслуживание, в среднем
figure-spread = Обслуживание, разброс (ст. откл.)
figure-walk = От вызова до начала, в среднем
figure-erlangs = Нагрузка (эрланг): окон сразу занято
figure-load = Загрузка открытых окон
figure-idle-waiting = Окна свободны, когда есть кого вызвать

section-ends = Чем закончились визиты
figure-served = Обслужены
figure-cancelled = Отказались сами
figure-left = Ушли до вызова
figure-removed = Сняты сотрудником
figure-unserved = Не приняты до закрытия
figure-visit-mean = Весь визит, в среднем
figure-visit-mean-note = от талона до конца, у обслуженных
figure-offered-p50 = Если бы никто не ушёл, p50
figure-offered-p50-note = половина ждала бы не дольше
figure-offered-p90 = Если бы никто не ушёл, p90
figure-offered-p90-note = девять из десяти ждали бы не дольше
figure-offered-unknown = ушло столько, что этого не узнать
figure-legs = Ожидания по одному
figure-legs-note = после передачи, возврата в очередь или восстановления ждут заново
figure-legs-level = Каждое в отдельности, в нормативе
figure-leg-max = Самое долгое из них

section-fair-play = Куда посмотреть
fair-play-none = Правила честной игры в эти дни ничего не заметили.
fair-play-found = { $n ->
    [one] Правила честной игры в эти дни заметили { $n } случай, на который стоит взглянуть.
    [few] Правила честной игры в эти дни заметили { $n } случая, на которые стоит взглянуть.
   *[many] Правила честной игры в эти дни заметили { $n } случаев, на которые стоит взглянуть.
}
fair-play-no-verdict = Это признаки, а не приговор: сломанный принтер похож на простой, учебная тревога — на выдачу, закрытую раньше времени. Что было, расскажут талоны; прежде чем делать вывод, спросите.
fair-play-of-the-office = офис в целом
fair-play-refused = отказано: { $n }
table-fair-play-places = Что замечено и где
table-fair-play = { $n ->
    [one] По одному: { $n } запись, где случаев больше всего
    [few] По одному: { $n } записи, где случаев больше всего
   *[many] По одному: { $n } записей, где случаев больше всего
}
column-sign = Что замечено
column-findings = Признаков
column-marks = Случаев
column-of-visits = Из визитов
column-tickets = Талоны
