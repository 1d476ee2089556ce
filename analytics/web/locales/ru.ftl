# Страницы руководителя. Слова предметной области стоят в словаре проекта.

cockpit-title = Обзор офисов
cockpit-now = Сейчас по всем видимым офисам
cockpit-waiting = Ждут
cockpit-waiting-note = человек в очередях
cockpit-longest = Дольше всех ждут
cockpit-nobody = никто не ждёт
cockpit-above = Сверх норматива
cockpit-above-in = { $count ->
     [one] в { $count } офисе
    *[other] в { $count } офисах
    }
cockpit-above-none = все в нормативе
cockpit-level = Доля в нормативе
cockpit-level-goal = за сегодня, цель { $goal }
cockpit-level-below = за сегодня, ниже цели { $goal }
cockpit-serving = Принимают
cockpit-serving-note = окон из открытых
cockpit-idle = Простаивают
cockpit-idle-in = { $count ->
     [one] при очереди, в { $count } офисе
    *[other] при очереди, в { $count } офисах
    }
cockpit-idle-none = при очереди никто
cockpit-load = Загрузка
cockpit-load-note = за последние 30 минут
cockpit-offices = Офисы
cockpit-office = Офис
cockpit-minutes = { $minutes } мин
cockpit-tone-late = скоро норматив
cockpit-tone-breach = выше норматива
cockpit-below-goal = ниже цели
cockpit-closed = день закрыт
cockpit-open = талоны выдаются
cockpit-not-issuing = выдача остановлена
cockpit-suspended = { $count ->
     [one] приостановлена { $count } тема
     [few] приостановлены { $count } темы
    *[many] приостановлено { $count } тем
    }
cockpit-on-break = на перерыве: { $count }
cockpit-no-territory = Без территории
cockpit-tile-waiting = ждут { $count }
cockpit-tile-idle = простаивают: { $count }
cockpit-none-found = Ничего не нашлось
cockpit-none-found-hint = Измените слово поиска или территорию.
cockpit-no-offices = Офисов нет
cockpit-no-offices-hint = Опишите офисы в файле организации и примените его: «queue-server apply».
cockpit-find = Найти офис
cockpit-territory = Территория
cockpit-all-territories = Все территории
cockpit-look = Вид
cockpit-as-table = Таблица
cockpit-as-tiles = Плитки
cockpit-as-day = День
cockpit-worst-first = Сначала худшие
cockpit-where = Где вы
cockpit-all-offices = Все офисы
cockpit-done = Сделано.
cockpit-steps = Действия
cockpit-stop = Остановить выдачу
cockpit-stop-ask = Остановить выдачу талонов: { $office }?
cockpit-stop-text = Новых талонов не будет, пока выдачу не возобновят. Всех, кто уже с талоном, примут.
cockpit-resume-issuing = Возобновить выдачу
cockpit-message = Сообщение залу
cockpit-message-stands = в зале написано: «{ $text }»
cockpit-message-title = Сообщение на табло и киоски
cockpit-message-hint = Строка под вызовами на табло и на киоске. Если на языке строки нет, показывают русскую.
cockpit-message-show = Показать
cockpit-message-clear = Убрать
cockpit-message-shown = Сообщение показано.
cockpit-message-gone = Сообщение убрано.
cockpit-topics = Темы
cockpit-topic-desks = Окон
cockpit-topic-suspended = приостановлена
cockpit-topic-unavailable = некому принять
cockpit-nobody-serves = ждут, а принимать некому
cockpit-suspend = Приостановить
cockpit-suspend-ask = Приостановить тему «{ $topic }»?
cockpit-suspend-text = Киоск скажет об этом и назовёт причину. Всех, кто уже ждёт, примут.
cockpit-suspend-reason = Причина, её прочтут посетители
cockpit-reason-system = Не работает система
cockpit-reason-staff = Сегодня некому принять
cockpit-reason-full = На сегодня всё занято
cockpit-resume = Возобновить
cockpit-desks = Окна
cockpit-desks-open = открыто { $open } из { $all }
cockpit-desks-closed = { $count ->
     [one] Закрыто { $count } окно.
     [few] Закрыто { $count } окна.
    *[many] Закрыто { $count } окон.
    }
cockpit-no-desk-open = Ни одно окно не открыто.
cockpit-all-topics = все темы
cockpit-no-topics = ни одной темы
cockpit-doing-ready = свободно
cockpit-doing-idle = свободно, а очередь есть
cockpit-doing-calling = вызывает
cockpit-doing-serving = принимает
cockpit-doing-break = перерыв
cockpit-doing-back_office = работа без посетителей
cockpit-doing-offline = закрыто
cockpit-topics-of = Темы
cockpit-topics-title = Темы сейчас: { $name }
cockpit-topics-text = Какие темы вызывает это окно. Тот, кто уже на приёме, останется.
cockpit-topics-none = Без тем окно никого не вызовет.
cockpit-topics-save = Сохранить
cockpit-tickets = Талоны
cockpit-tickets-of = Талоны: { $topic }
cockpit-tickets-wait = Время — учтённое ожидание.
cockpit-no-tickets = Открытых талонов нет.
cockpit-more-tickets = Показать ещё { $count }
cockpit-state-booked = Записан
cockpit-state-waiting = Ожидает
cockpit-state-called = Вызван
cockpit-state-serving = На приёме
cockpit-state-postponed = Отложен
cockpit-state-no_show = Не явился
cockpit-state-completed = Обслужен
cockpit-state-cancelled = Отменён посетителем
cockpit-state-left = Ушёл, не дождавшись
cockpit-state-removed = Снят сотрудником
cockpit-state-unserved = Не обслужен до закрытия
cockpit-by-visitor = по просьбе посетителя
cockpit-by-office = по решению офиса
cockpit-story = Талон { $number }
cockpit-judged-met = Учтено { $wait } из { $target }: в нормативе
cockpit-judged-breached = Учтено { $wait } при нормативе { $target }: норматив нарушен
cockpit-judged-undecided = Учтено { $wait } из { $target }: ещё не решено
cockpit-judged-excluded = Учтено { $wait } из { $target }: в долю не входит
cockpit-story-time = Время
cockpit-story-what = Что было
cockpit-story-who = Кто
cockpit-story-lasted = Длилось
cockpit-story-counted = Учтено
cockpit-story-sum = Всего
cockpit-story-rule = Учитывается время ожидания и откладывания офисом; вызов, который офис не довёл до приёма; путь к окну сверх трёх минут. Учтённое не уменьшит никто.
cockpit-story-round = из них круг { $round }
cockpit-story-round-judged = из них круг { $round }: самый долгий, по нему и судят
cockpit-first-told = При выдаче талона сказано: { $range }, вероятнее всего { $likely }.
cockpit-first-unknown = При выдаче талона сказано: время неизвестно.
cockpit-first-came-within = Вызван через { $wait }: в этих пределах.
cockpit-first-came-sooner = Вызван через { $wait }: раньше, чем сказано.
cockpit-first-came-later = Вызван через { $wait }: позже, чем сказано.
cockpit-first-came-unknown = Вызван через { $wait }.
cockpit-first-came-open = Ещё не вызван.
cockpit-first-came-gone = Не был вызван: сколько пришлось бы ждать, неизвестно.
cockpit-first-later-already = Ещё не вызван: ждёт уже дольше, чем сказано.
cockpit-first-by-learned = оценка по прошлым дням этого офиса
cockpit-first-by-simple = оценка по очереди впереди и обычному времени приёма
cockpit-past = Найти прошлый талон
cockpit-past-day = День
cockpit-past-number = Номер
cockpit-past-go = Показать
cockpit-past-none = В этот день в офисе не было талона с номером { $number }.
cockpit-why-first = взял талон
cockpit-why-transferred = передан
cockpit-why-returned = возвращён в очередь
cockpit-why-restored = восстановлен после неявки
cockpit-why-resumed = снова в очереди
cockpit-why-sent-back = возвращён к тому, кто передал
cockpit-actor-visitor = посетитель
cockpit-actor-timetable = по расписанию
cockpit-actor-person = { $name }
cockpit-actor-kiosk = киоск
cockpit-actor-manager = окно
cockpit-actor-supervisor = супервизор
cockpit-actor-admin = администратор
cockpit-actor-integration = другая система
cockpit-above-wait = ещё ждут
cockpit-idle-here = свободны, хотя очередь есть
cockpit-longest-story = открыть талон
outlook-title = Ближайшие два часа
outlook-calm = Нарушений норматива не ожидается.
outlook-within = За { $minutes } мин
outlook-none = нарушений не будет
outlook-about = нарушений: { $count }
outlook-span = от { $low } до { $high }
outlook-helps = Что поможет больше всего
outlook-nothing-helps = Ни один отдельный шаг заметно не поможет.
outlook-do = Сделать
outlook-asked = Запрос отправлен: { $office } увидит его в «Обзоре», ответ появится здесь.
outlook-seen-by = там увидели в { $time }: { $name }
outlook-not-seen = там ещё не видели
outlook-break-at = перерыв в { $time }
outlook-at-risk = Скорее всего, не дождутся вовремя
outlook-done = Что уже сделано
outlook-move-open_desk = Открыть окно { $desk }: { $manager }
outlook-move-open_desk-until = Открыть окно { $desk } до { $until }: { $manager }
outlook-move-give_topic = Добавить тему «{ $topic }»: { $manager }, окно { $desk }
outlook-move-move_break = Перенести перерыв на { $minutes } мин: { $manager }, окно { $desk }
outlook-move-suspend_topic = Приостановить «{ $topic }»
outlook-move-redirect_topic = Направить «{ $topic }» в соседний офис: { $office }
outlook-redirect-reason = вас примут в офисе: { $office }
outlook-redirect-text = Киоск не выдаёт талоны на эту тему и говорит, куда идти. Кто уже ждёт, остаётся в очереди.
outlook-move-call_neighbour = Позвать коллегу из соседнего офиса: { $office }, к окну { $desk }
outlook-move-call_neighbour-until = Позвать коллегу из соседнего офиса до { $until }: { $office }, к окну { $desk }
outlook-reserve-open_desk = резерв, ступень 1: бэк-офис
outlook-reserve-call_neighbour = резерв, ступень 2: соседний офис
outlook-spares = за час нарушений меньше на { $count }
outlook-spares-minutes = сверх норматива меньше на { $minutes } мин
outlook-sends-away = { $count ->
     [one] { $count } посетителю придётся отказать
    *[other] { $count } посетителям придётся отказать
    }
outlook-sends-over = { $count ->
     [one] { $count } посетитель пойдёт туда
     [few] { $count } посетителя пойдут туда
    *[other] { $count } посетителей пойдут туда
    }
outlook-came = Нарушений за час после этого: { $came }
outlook-came-so-far = Нарушений пока: { $came }
outlook-came-instead = Нарушений за час: { $came }, без этого ожидалось { $expected }
outlook-came-instead-so-far = Нарушений пока: { $came }, без этого за час ожидалось { $expected }
cockpit-alerts = Тревоги
cockpit-alerts-page = Все тревоги и история
cockpit-more-alerts = Показать ещё { $count }
cockpit-alert-error-budget = { $breached } из { $judged } приняли позже норматива за { $minutes } мин; запас дня израсходован на { $spent }
cockpit-alert-longest-wait = Талон { $number } ждёт { $wait } при нормативе { $target }
cockpit-alert-idle-desks = Окно { $desks } свободно { $idle }, а в очереди { $waiting }
cockpit-alert-missing-desks = { $count ->
    [one] Не открыто { $count } окно из графика
    [few] Не открыты { $count } окна из графика
   *[many] Не открыто { $count } окон из графика
} { $missing }: { $managers }; в очереди { $waiting }
cockpit-alert-longest-wait-eases = Дольше норматива сейчас никто не ждёт
cockpit-alert-idle-desks-eases = Свободных окон при очереди сейчас нет
cockpit-alert-missing-desks-eases = Все окна по графику сейчас открыты
cockpit-alert-since = идёт { $time }
cockpit-alert-owner = занимается { $name }
cockpit-alert-seen-by = видит { $name }
cockpit-alert-seen = Вижу
cockpit-alert-own = Беру на себя
cockpit-alert-release = Отдать
cockpit-day-arrivals = Приходят сегодня и обычно
cockpit-day-arrivals-sum = Сегодня взято талонов: { $issued }
cockpit-day-nobody = Сегодня ещё никого не было.
cockpit-day-together = Все офисы
cockpit-day-together-hint = Сумма по офисам; доля в нормативе — по всем визитам вместе. Получасы — по часам каждого офиса.
cockpit-day-usual = { $count ->
     [one] Обычный день: прошлый такой же день недели.
    *[other] Обычный день: среднее за { $count } таких же дней недели.
    }
cockpit-day-no-usual = Обычного дня пока нет: истории ещё мало.
cockpit-day-today = сегодня
cockpit-day-usual-line = обычно
cockpit-day-curve = Очередь и окна за день
cockpit-day-curve-now = Сейчас ждут { $waiting }, окон открыто { $desks }
cockpit-day-desks = Открыто окон
cockpit-day-somewhere = сегодня, где это время уже наступило
cockpit-day-known-since = Известно с { $time }; более раннее читается из журнала.
cockpit-day-zone = По часам большинства офисов, { $zone }.
cockpit-day-map = Получасы последних дней
cockpit-day-map-hint = Доля в нормативе, %, по времени выдачи талона; цель { $goal }.
cockpit-day-date = День
cockpit-day-cell = в нормативе { $level }, талонов { $issued }
cockpit-day-no-curve = Пока рано: кривая начинается через пять минут после первого события дня.

## Отчёты

reports-title = Отчёты
reports-ranking = Рейтинг территорий
reports-make = Составить отчёт
reports-kind = Какой
reports-kind-brief = Утренняя сводка
reports-kind-bulletin = Неделя
reports-kind-monthly = Месяц
reports-kind-quarterly = Квартал
reports-about = Офис или территория
reports-company = Вся компания
reports-day = За день
reports-week = За неделю, в которой день
reports-month = За месяц
reports-quarter = За квартал
reports-quarter-name = { $number }-й квартал { $year }
reports-open = Открыть
reports-made = Составлены автоматически
reports-made-none = Пока ни одного. Что и кому отправлять, пишут в файле организации: таблица «[[report]]».
reports-upcoming = Будут составлены автоматически
reports-upcoming-none = Ничего не запланировано.
reports-report = Отчёт
reports-period = Период
reports-when = Когда
reports-sent = Отправлен
reports-to = Кому
reports-given-up = { $count ->
    [1] Пропущен и уже не отправлен: устарел
   *[other] Пропущены и уже не отправлены: всего { $count }
}
reports-in-turn = Ждёт своей очереди
reports-not-sent = { $tries ->
     [one] не отправлен, { $tries } попытка: { $why }
     [few] не отправлен, { $tries } попытки: { $why }
    *[many] не отправлен, { $tries } попыток: { $why }
    }
reports-recipients = { $count ->
     [one] { $count } адрес, { $formats }
     [few] { $count } адреса, { $formats }
    *[many] { $count } адресов, { $formats }
    }
reports-nobody = никому; можно открыть здесь
ranking-no-territories = Территорий нет
ranking-no-territories-hint = Опишите их в файле организации: таблица «[[territory]]».
ranking-league-1 = Первая лига: от { $accounts } лицевых счетов
ranking-league-2 = Вторая лига: меньше { $accounts } лицевых счетов
ranking-place = Место
ranking-territory = Территория
ranking-points = Баллы
ranking-trend = К прошлому кварталу
ranking-lift = Что поднимет на место
ranking-up = выше на { $count }
ranking-down = ниже на { $count }
ranking-same = то же место
ranking-lift-by = Чтобы обойти «{ $above }», проще всего улучшить показатель «{ $criterion }»: с { $value } до { $needed }.
ranking-no-lift = Чтобы обойти «{ $above }», одного показателя не хватит.
ranking-missing = Нет данных: { $criteria }.
ranking-no-place = Без места, нет данных: { $criteria }.
ranking-values = Значения показателей
ranking-criterion = Показатель
ranking-weight = Вес
ranking-enter = Внести показатели
ranking-enter-file = Выбрать файл CSV
ranking-enter-hint = Собираемость, тайный покупатель, жалобы и другие показатели не из очереди. Строка на значение, столбцы:
ranking-taken = { $count ->
     [one] Принято { $count } значение.
     [few] Принято { $count } значения.
    *[many] Принято { $count } значений.
    }

# What if
what-if-title = Что если
what-if-hint = Измените день, проверьте его на тысяче смоделированных дней и увидите, что станет с нормативом. В офисе ничего не меняется.
what-if-office = Офис
what-if-day = День
what-if-closed = В этот день офис закрыт. Выберите другой день или задайте часы работы.
what-if-past-midnight = Офис работает и после полуночи: день моделируется до полуночи.
what-if-guess = Истории пока нет: число посетителей — предположение. Задайте своё.
what-if-change = Что изменить
what-if-visits = Ожидается посетителей
what-if-opens = Открытие
what-if-closes = Закрытие
what-if-policy = Кого вызывать первым
what-if-policy-earliest_promise = Ближайшее обещание
what-if-policy-fifo = В порядке очереди
what-if-policy-strict_priority = Льготные всегда первыми
what-if-people = Кто работает
what-if-works = { $name } работает
what-if-begins = С
what-if-ends = До
what-if-from-of = { $name }: с
what-if-to-of = { $name }: до
what-if-skills = Темы
what-if-level-none = нет
what-if-level-primary = основная
what-if-level-secondary = в помощь
what-if-try = Проверить
what-if-again = Как есть
what-if-as-it-is = Как есть
what-if-variant = Вариант { $number }
what-if-remove = Убрать: { $name }
what-if-level = в нормативе
what-if-interval = ± { $half } п. п., цель { $goal }
what-if-difference = { $points } п. п. к «как есть»
what-if-same = разница не больше случайной
what-if-p90 = Девять из десяти ждут не дольше
what-if-minutes = { $minutes } мин
what-if-load = Загрузка окон
what-if-hours = Человеко-часы
what-if-goal-days = Дней с достигнутой целью
what-if-bars = Доля в нормативе по получасам: { $first }–{ $last }, ниже всего { $lowest } в { $at }
what-if-by-half-hour = По получасам
what-if-half-hour = Получас
what-if-desks = окон
what-if-changed-nothing = Пока ничего не изменено.
what-if-changed-visits = { $visits } посетителей
what-if-changed-hours = открыто { $opens }–{ $closes }
what-if-changed-off = без: { $name }
what-if-changed-on = добавлен(а): { $name }
what-if-changed-shift = { $name } { $from }–{ $to }
what-if-changed-skills = другие темы: { $name }
what-if-by-topic = Посетители по темам
what-if-altogether = посетителей всего: { $visits }
what-if-desks-open = Окна
what-if-more-desk = Ещё одно окно
what-if-desk-of = { $name }: окно
what-if-no-break = { $name }: убрать перерыв
what-if-changed-topic = { $topic }, посетителей: { $visits }
what-if-changed-desks = { $count ->
    [one] { $count } окно: { $desks }
    [few] { $count } окна: { $desks }
   *[many] { $count } окон: { $desks }
}
what-if-changed-desk = { $name } в окне { $desk }
what-if-changed-any-desk = { $name } в любом окне
what-if-changed-breaks = { $name }: перерыв { $breaks }
what-if-changed-no-breaks = { $name } без перерыва
what-if-wrong-hours = Офис должен закрываться позже, чем открывается.
what-if-wrong-nobody = Никто не работает. Отметьте хотя бы одного.
what-if-wrong-no-desk = Нет ни одного окна. Оставьте хотя бы одно.
what-if-wrong-shift = { $name }: смена заканчивается раньше, чем начинается. Сдвиньте один из концов.
what-if-wrong-break = { $name }: перерыв { $rest } невозможен. Он должен быть внутри { $from }–{ $to } и не пересекаться с другими.
what-if-wrong-desk = В окне { $desk } сразу двое: { $name } и { $another }. Дайте кому-то другое окно или любое.
what-if-wrong-desks = В { $at } работают { $count }, а окон { $desks }. Добавьте окно или уберите кого-то.
what-if-wrong-topic = «{ $topic }»: посетители придут, а из работающих её никто не ведёт. Дайте её кому-то или поставьте 0 посетителей.
what-if-wrong-no-visits = Посетителей нет ни по одной теме. Укажите их число хотя бы для одной.
what-if-simulated = { $days } смоделированных дней

# Rosters
roster-title = Графики работы
roster-hint = Сначала показано то, что опубликовано. Спланируйте неделю, двигайте смены и перерывы: сразу видно, хватает ли людей. Менеджеры увидят свои смены после публикации.
roster-first = Первый день
roster-make = Рассчитать неделю
roster-busy = Моделируем и планируем: до нескольких минут.
roster-compared = Как сейчас и предложение
roster-present = Как сейчас
roster-proposed = Предложение
roster-advice = Что изменить
roster-try = Проверить день
roster-hours = { $hours } чел.-ч
roster-level = { $level } ± { $half } п. п. в нормативе
roster-enough = окон хватает весь день
roster-missing = не хватает в { $times }
roster-coverage = открытые окна (столбцы) и потребность (линия)
roster-begins = { $name }: начало смены
roster-ends = { $name }: конец смены
roster-beyond = Сейчас больше, чем можно, или не в своё время работают: { $names } – в предложении это соблюдено.
roster-lack = Людей на эти часы не хватает: без смены остаётся { $hours } оконных часов потребности.
roster-published = Опубликовано
roster-as-published = Как опубликовано
roster-undo = Отменить
roster-redo = Вернуть
roster-publish = { $count ->
    [one] Опубликовать { $count } день
    [few] Опубликовать { $count } дня
   *[many] Опубликовать { $count } дней
}
roster-published-now = Опубликовано: { $days }
roster-unsaved = изменено, не опубликовано
roster-not-published = На этот день ничего не опубликовано.
roster-version = Версия { $version }, опубликовано: { $by }, { $at }
roster-read-again = Прочитать заново
roster-meanwhile = Тем временем опубликовано: { $by }, { $at }. Чего вы не меняли, взято оттуда:
roster-meanwhile-change = { $name }: { $was } → { $now }.
roster-meanwhile-yours = Вы меняли это тоже: будет опубликовано то, что стоит здесь.
roster-meanwhile-none = без смены
roster-hurried = Время на планирование вышло: на другой машине план может быть другим.
roster-all-closed = Во все эти дни офис закрыт.
roster-all-closed-do = Если он должен работать: впишите часы в файл организации, в [[office]] с id = "{ $office }", например { $example }, и примените его: queue-server apply --config FILE.
roster-nobody = В этот день пока никто не работает.
roster-nothing = Смен на этот день ещё нет: добавьте их или рассчитайте неделю.
roster-add = Добавить смену
roster-remove = Убрать смену
roster-add-break = Добавить перерыв
roster-no-break = Без перерыва
roster-who = Кто работает
roster-desk-of = Окно: { $name }
roster-any-desk = любое
roster-break = перерыв
roster-break-of = { $name }: перерыв
roster-whole = { $name }: вся смена
roster-no-need = сотрудники не нужны
roster-need-busy = считаем, сколько нужно…
roster-need-failed = не удалось рассчитать потребность: { $why }
roster-need-forecast = Рассчитано по прогнозу, посетителей: { $visits }.
roster-need-guess = Истории ещё нет: рассчитано по предположению, посетителей: { $visits }.
roster-order = Строки
roster-order-people = По людям
roster-order-desks = По окнам
roster-any-desk-row = Любое окно
roster-drag-hint = Перетащите полосу на другую строку или нажмите Alt и ↑ или ↓, чтобы отдать смену другому человеку или окну.
roster-day-off = выходной
roster-wishes = пожелание { $span }
roster-unwished = вне желаемых часов
roster-not-possible = не может работать в это время
roster-by-topic = Кто ведёт каждую тему
roster-topics-short = { $count ->
    [one] не хватает по { $count } теме
    [few] не хватает по { $count } темам
   *[many] не хватает по { $count } темам
}
roster-topics-enough = хватает по всем темам
roster-enough-of-topic = хватает весь день
roster-people = Люди на этой неделе
roster-cost = стоимость { $cost }
roster-cost-plan = по плану { $cost } ({ $more })
roster-hours-of = { $hours } из { $most } ч
roster-days-of = { $days } из { $most } дн.
roster-wishes-kept = пожелания учтены: { $kept } из { $wished }
roster-against = не может работать: { $days }
roster-may = Часы, пожелания, стоимость
roster-hours-week = Часов в неделю
roster-days-week = Дней в неделю
roster-cost-hour = Стоимость часа
roster-wishes-hours = Хочет работать
roster-only-hours = Может работать только
roster-off-weekly = Постоянные выходные
roster-off-dates = Выходные по датам
roster-lengths = Длина смены, ч
roster-break-minutes = Перерыв в длинной смене, мин
roster-people-save = Сохранить часы и пожелания
roster-people-reset = Как сохранено
roster-people-kept = Сохранено: следующий план это учтёт.
roster-people-unfit = { $name }: такие часы невозможны. Конец должен быть позже начала, а часы, дни и стоимость — больше нуля.
roster-coverage-alone = открыто окон
leave-unsaved = Уйти без публикации?
leave-unsaved-text = Изменённое здесь вручную не опубликовано и пропадёт.
leave-unsaved-do = Уйти
schedule-past = День прошёл; что было запланировано, остаётся. Публикуйте дни начиная с { $today }.
schedule-closed = В этот день офис закрыт. Уберите смены.
schedule-manager-unknown = Менеджера «{ $manager }» никто не знает. Выберите кого-нибудь из этого офиса.
schedule-manager-elsewhere = { $manager } — из другого офиса ({ $office }). Выберите кого-нибудь из этого офиса.
schedule-desk-unknown = Окна { $desk } здесь нет. Выберите другое или «любое».
schedule-ends-first = { $manager }: смена кончается в { $ends }, раньше, чем начинается. Передвиньте один из её концов.
schedule-outside-hours = { $manager }: { $begins }–{ $ends } выходит за часы работы. Уложитесь в { $opens }–{ $closes }.
schedule-break-outside = { $manager }: перерыв { $rest } вне смены. Он должен лежать в { $begins }–{ $ends }.
schedule-breaks-overlap = { $manager }: перерывы пересекаются. Передвиньте один из них.
schedule-manager-twice = { $manager }: две смены сразу, { $one } и { $other }. Уберите одну или передвиньте.
schedule-desk-twice = В окне { $desk } двое сразу: { $manager } и { $another }. Дайте одному другое окно или «любое».
schedule-desks-short = В { $at } смен { $count }, а окон { $desks }. Передвиньте одну из смен.

# Expected by the published schedule
cockpit-desks-expected = открыто { $open }, по графику { $expected }
cockpit-serving-missing = { $count ->
    [one] не открыто { $count } окно по графику
    [few] не открыто { $count } окна по графику
   *[many] не открыто { $count } окон по графику
}
cockpit-missing = { $count ->
    [one] не открыто { $count } окно по графику
    [few] не открыто { $count } окна по графику
   *[many] не открыто { $count } окон по графику
}
cockpit-not-there = { $named ->
    [yes] по графику в окне { $desk } с { $time }, но ещё не там
   *[no] по графику работает с { $time }, но ещё не в окне
}
cockpit-comes = { $named ->
    [yes] { $name } — с { $time } в окне { $desk }
   *[no] { $name } — с { $time }
}
cockpit-until = до { $time }
cockpit-break-until = до { $time }
cockpit-next-break = перерыв { $from }–{ $to }
outlook-expected-since = по графику с { $time }

# What was agreed on for a time
cockpit-agreements = Договорённости
cockpit-step-due-open_desk = Окно { $desk } договорились держать открытым до { $time }: { $manager }
cockpit-step-due-move_break = Перерыв перенесён на { $time }: { $manager }, окно { $desk }
cockpit-step-due-call_neighbour = Коллега из соседнего офиса был нужен до { $time }: { $manager } ({ $office }), окно { $desk }
cockpit-step-close = Закрыть окно
cockpit-step-keep = Оставить открытым
cockpit-help = { $office } просит коллегу: { $manager }, в окно { $desk }
cockpit-help-until = { $office } просит коллегу до { $until }: { $manager }, в окно { $desk }
cockpit-agreed-open_desk = по договорённости открыто до { $time }
cockpit-agreed-move_break = перерыв перенесён на { $time }

reports-fair-play = Честная игра
fair-play-heading = Куда посмотреть
fair-play-lead = Правила отмечают минуты, в которые цифры выглядят лучше, чем день был для посетителей. Это признаки, а не приговор: сломанный принтер похож на простой. Откройте талоны и, прежде чем делать вывод, спросите.
fair-play-office = Офис
fair-play-all-offices = Все офисы
fair-play-first-day = С
fair-play-last-day = По, включительно
fair-play-nothing = В эти дни ничего не замечено
fair-play-nothing-hint = Выберите другие дни или другой офис.
fair-play-count = { $count ->
    [one] На { $count } признак стоит взглянуть.
    [few] На { $count } признака стоит взглянуть.
   *[many] На { $count } признаков стоит взглянуть.
}
fair-play-whole-office = офис в целом
fair-play-cases = { $count ->
    [one] { $count } случай
    [few] { $count } случая
   *[many] { $count } случаев
}
fair-play-of-visits = { $count ->
    [one] из { $count } визита
   *[other] из { $count } визитов
}
fair-play-turned-away = { $count ->
    [0] у киоска никому не отказали
    [one] за это время отказано в { $count } талоне
   *[other] за это время отказано в { $count } талонах
}
fair-play-tickets = { $count ->
    [one] Талон:
   *[other] Талоны:
}
fair-play-last-ticket = Последний талон перед этим:
fair-play-more = Ещё { $count }

many-open = Сразу в нескольких офисах
many-title = Один шаг в нескольких офисах
many-step = Что сделать
many-step-stop-issuing = Остановить выдачу
many-step-resume-issuing = Возобновить выдачу
many-step-suspend-topic = Приостановить тему
many-step-resume-topic = Возобновить тему
many-step-message = Сообщение на табло и киоски
many-message-hint = Заменит то, что показано сейчас. Без текста сообщение исчезнет.
many-offices = Офисы: { $chosen } из { $all }
many-all = Выбрать все
many-none = Снять выбор
many-nowhere = Выберите хотя бы один офис.
many-no-topic = Выберите тему.
many-next = Далее
many-back = Назад
many-do = Сделать
many-sure-stop-issuing = { $count ->
    [one] В { $count } офисе больше не будут выдавать талоны. У кого талон есть, того примут.
   *[other] В { $count } офисах больше не будут выдавать талоны. У кого талон есть, того примут.
}
many-sure-resume-issuing = { $count ->
    [one] В { $count } офисе снова будут выдавать талоны.
   *[other] В { $count } офисах снова будут выдавать талоны.
}
many-sure-suspend-topic = { $count ->
    [one] В { $count } офисе тема будет приостановлена, киоски назовут причину. Всех, кто уже ждёт, примут.
   *[other] В { $count } офисах тема будет приостановлена, киоски назовут причину. Всех, кто уже ждёт, примут.
}
many-sure-resume-topic = { $count ->
    [one] В { $count } офисе тему снова предложат.
   *[other] В { $count } офисах тему снова предложат.
}
many-sure-message = { $count ->
    [one] Табло и киоски { $count } офиса покажут сообщение.
   *[other] Табло и киоски { $count } офисов покажут сообщение.
}
many-done = Сделано: { $done } из { $all }.
many-failed = Не сделано
many-again = { $count ->
    [one] Повторить там, где не вышло: { $count } офис
    [few] Повторить там, где не вышло: { $count } офиса
   *[many] Повторить там, где не вышло: { $count } офисов
}
many-close = Закрыть
forecast-title = Прогноз
forecast-hint = Сколько придёт посетителей по получасам и темам. В четырёх случаях из пяти число попадает в полосу.
forecast-first = Первый день
forecast-days = На сколько дней
forecast-span = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
forecast-topic = Тема
forecast-all-topics = Все темы
forecast-unknown = Об этом офисе известно слишком мало: для прогноза нужны три дня с посетителями.
forecast-closed = В эти дни офис закрыт.
forecast-by-day = По дням
forecast-day = День
forecast-by-half-hour = По получасам
forecast-total = { $count ->
    [one] Ожидается { $count } посетитель, скорее всего от { $low } до { $high }
    [few] Ожидается { $count } посетителя, скорее всего от { $low } до { $high }
   *[many] Ожидается { $count } посетителей, скорее всего от { $low } до { $high }
}
forecast-so-far-more = К { $until } пришло { $seen }: на { $share } больше, чем ожидалось. { $rest }
forecast-so-far-fewer = К { $until } пришло { $seen }: на { $share } меньше, чем ожидалось. { $rest }
forecast-so-far-same = К { $until } пришло { $seen } — столько и ожидалось. { $rest }
forecast-rest = Поправка на остаток дня: { $factor }.
forecast-table = Числа по получасам и темам
forecast-half-hour = С
forecast-sum = Ожидается: { $count }
forecast-when = Когда
forecast-band = в четырёх случаях из пяти
forecast-expected = ожидается
forecast-before = накануне вечером
forecast-came = пришло
forecast-range = { $expected } ({ $low }–{ $high })
forecast-known = Что известно об этих днях
forecast-known-hint = Счета, погода, события: прогноз узнаёт по прошлым дням, что меняет каждый столбец. Пустая ячейка ничего не говорит.
forecast-known-save = Сохранить
forecast-known-reset = Отменить изменения
forecast-known-kept = Сохранено: прогноз это учитывает.
forecast-place = Для кого
forecast-place-office = этот офис
forecast-place-territory = территория «{ $territory }»
forecast-place-all = все офисы
forecast-from-territory = от территории
forecast-from-all = от всех офисов
forecast-open = Открыто
forecast-day-closed = закрыто
forecast-billing = Приходят счета
forecast-yes = да
forecast-no = нет
forecast-column = Новый столбец
forecast-column-example = дождь мм
forecast-column-add = Добавить
