# Страницы сотрудников: главная, вход, окно, ресепшен, управление.

## Общее

staff-unknown-answer = Ответ не пришёл. Когда связь вернётся, экран покажет, как есть на самом деле.
staff-choose-office = Выберите офис
staff-no-office = Ни одного офиса ещё нет.
staff-no-office-hint = Опишите организацию в её файле и примените его: «queue-server apply».

## Состояния талона и окна

presence-offline = Закрыто
presence-ready = Свободно
presence-calling = Вызов
presence-serving = Приём
presence-break = Перерыв
presence-back_office = Работа без посетителей
tone-calm = в нормативе
tone-late = близко к нормативу
tone-breach = сверх норматива

## Главная

home-title = Все экраны очереди
home-lead = Откройте экран здесь или наведите устройство на его код.
home-staff = Сотрудникам
home-desk-text = Вызывать, принимать и завершать с клавиатуры
home-reception-text = Выдать талон, отметить пришедших по записи, найти любого в очереди
home-admin-text = День, темы, сообщения, люди и устройства
home-cockpit-text = Где нарушится обещание и что сделать
home-reports-text = Что было и почему: сводки, отчёты, рейтинг территорий
home-reports-text-alone = Что было и почему: сводки и отчёты
home-alerts-text = Какие обещания нарушаются, кто это видит и кто занимается
home-forecast-text = Сколько посетителей придёт по дням, получасам и темам
home-roster-text = Кто когда работает на следующей неделе и хватит ли окон
home-what-if-text = Что изменится, если открыть окно или сдвинуть перерыв
home-docs = Интеграторам
home-openapi-text = Опубликованное описание HTTP API
home-asyncapi-text = Опубликованное описание потока событий
home-offices = Офисы
home-kiosk = Киоск
home-board = Табло
home-open = Открыт
home-closed = Закрыт
home-not-issuing = Талоны не выдаются
home-open-until = Открыт до { $time }
home-open-always = Открыт круглосуточно
home-opens-at = Откроется в { $time }
home-waiting = { $count ->
    [0] Никто не ждёт
    [one] Ждёт { $count } человек
    [few] Ждут { $count } человека
   *[many] Ждут { $count } человек
  }
home-qr = Показать код: { $screen }
home-book = Запись
home-phones = Талон в телефоне
home-phones-scan = Наведите камеру телефона на код: талон берётся по нему без киоска.
home-phones-changes = Тот же код показывают табло и киоск. Он меняется каждые десять минут, поэтому распечатывать его незачем.
home-qr-title = { $screen }: { $office }
home-qr-scan = Откройте этот адрес на устройстве или дайте ему прочитать код.
home-qr-plain = По коду экран открывается для просмотра. Ссылку для регистрации устройства создаёт администратор в разделе «Управление».
home-qr-enrol = По коду устройство регистрируется как { $role }. Код одноразовый, действует до { $time }.
home-copy = Скопировать адрес
home-copied = Адрес скопирован
home-empty = Офиса «{ $text }» здесь нет.
home-find = Найти офис
home-demo = Демонстрация
home-demo-text = Модельные посетители уже в пути. Войдите под любым из этих имён. Пароль у всех один:

## Вход

sign-in-title = Вход
sign-in-lead = Чтобы работать в окне, на ресепшене или управлять офисом.
sign-in-forgotten = Забыли пароль? Новый выдаст администратор.

## Окно: выбор и открытие

desk-title-number = Окно { $desk }
desk-choose = За каким вы окном?
desk-choose-hint = Цифры выбирают, Enter открывает.
desk-choose-text = Пока окно закрыто, никого не вызовут.
desk-taken-by = Работает { $name }
desk-free = Свободно
desk-yours = Вы здесь
desk-change = Сменить окно
desk-no-desks = В этом офисе пока нет окон.
desk-office-closed = Офис закрыт
desk-office-closed-text = Вызывать можно, когда день открыт. Он откроется сам по расписанию; раньше его может открыть супервизор.
desk-taken = Окно { $desk } занято
desk-taken-unnamed = Здесь работает другой менеджер. Выберите другое окно.
desk-taken-text = Здесь работает { $name }. Выберите другое окно.
desk-closed = Окно { $desk } закрыто
desk-closed-text = Откройте его, когда будете готовы принять первого посетителя.
desk-loading = Смотрим, кто в очереди…

## Окно: действия

action-open = Открыть окно
action-close = Закрыть окно
action-call_next = Вызвать следующего
action-call = Вызвать по номеру
action-recall = Вызвать ещё раз
action-start = Начать приём
action-mark_no_show = Не явился
action-return_to_queue = Вернуть в очередь
action-transfer = Передать
action-postpone = Отложить
action-complete = Завершить
action-add_topic = Добавить тему
action-switch_topic = Перейти к этой теме
action-finish_topic = Закончить тему
action-start_break = Перерыв
action-back_office = Работа без посетителей
action-end_break = Вернуться к работе
action-set_topics = Мои темы
action-pause = Перерыв
action-help = Клавиши
action-palette = Команды
action-undo = Отменить
action-history = История визита
action-resume = В очередь
action-restore = Восстановить
action-call_from_list = Вызвать
action-mark_left = Ушёл
action-remove = Снять

sending-open = Открываем окно { $desk }…
sending-close = Закрываем окно…
sending-call_next = Вызываем следующего…
sending-call = Вызываем { $number }…
sending-recall = Вызываем { $number } ещё раз…
sending-start = Начинаем приём…
sending-mark_no_show = Отмечаем, что { $number } не явился…
sending-return_to_queue = Возвращаем { $number } в очередь…
sending-transfer = Передаём { $number }…
sending-postpone = Откладываем { $number }…
sending-complete = Завершаем { $number }…
sending-other = Отправляем…

done-open = Окно { $desk } открыто
done-close = Окно { $desk } закрыто
done-call_next = { $number } вызван к окну { $desk }
done-call = { $number } вызван к окну { $desk }
done-recall = { $number } вызван ещё раз
done-start = { $number } на приёме
done-mark_no_show = { $number } не явился
done-return_to_queue = { $number } снова в очереди, как будто вызова не было
done-transfer = { $number } передан
done-postpone = { $number } отложен
done-complete = Визит { $number } завершён
done-sent_back = { $number } возвращается к тому, кто передал
done-add_topic = Тема добавлена
done-switch_topic = Сейчас: { $topic }
done-finish_topic = Тема закончена
done-start_break = Перерыв. К этому окну никого не вызывают.
done-back_office = Работа без посетителей. К этому окну никого не вызывают.
done-end_break = Снова за работой
done-set_topics = Ваши темы изменены
done-resume = { $number } снова в очереди
done-restore = { $number } снова в очереди с прежним сроком
done-nobody = По вашим темам никто не ждёт
undo-offer = Отменить
undo-call-back = Вызвать обратно
undo-reason = Отменено в течение десяти секунд

obstacle-stale = Нет связи: кнопки ждут, пока экран не станет живым.
obstacle-sending = Прошлая команда ещё в пути.
obstacle-second_tab = С этим окном работают в другой вкладке.
obstacle-office_closed = Офис закрыт.
obstacle-desk_closed = Окно закрыто. Сначала откройте его.
obstacle-desk_taken = За этим окном работает другой менеджер.
obstacle-desk_busy = У окна посетитель. Сначала завершите с ним.
obstacle-on_break = Вы на перерыве. Сначала вернитесь к работе.
obstacle-not_on_break = Вы не на перерыве.
obstacle-nobody_here = У окна никого нет.
obstacle-not_called = Приём уже идёт.
obstacle-not_serving = Сначала начните приём: посетитель только вызван.
obstacle-more_calls = Сначала вызовите ещё { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
  }.
obstacle-too_early = Ещё { $seconds } с: посетитель может быть в пути.
obstacle-one_topic = В этом визите одна тема.
obstacle-undo_gone = Отменять уже нечего.

## Окно: посетитель

visitor-ready = Можно звать следующего
visitor-ready-empty = Никто не ждёт
visitor-ready-empty-text = Новый посетитель появится здесь сам.
visitor-called = Вызван к окну { $desk }
visitor-serving = На приёме
visitor-on-break = Перерыв
visitor-back-office = Работа без посетителей
visitor-on-break-text = К этому окну никого не вызывают.
line-in-words = { $count ->
    [0] По вашим темам никто не ждёт.
    [one] По вашим темам ждёт { $count } человек.
    [few] По вашим темам ждут { $count } человека.
   *[many] По вашим темам ждут { $count } человек.
  }
visitor-since-call = с вызова
visitor-in-service = идёт приём
visitor-on-pause = на паузе
visitor-accountable = Учтённое ожидание
visitor-of-standard = из { $standard }
visitor-calls = { $count ->
    [one] вызван { $count } раз
    [few] вызван { $count } раза
   *[many] вызван { $count } раз
  }
visitor-appointment = Запись на { $time }
visitor-offline = Талон выдан, когда киоск был без связи
visitor-language = Язык: { $language }
visitor-returns = Потом вернётся: { $name }
visitor-returns-unnamed = Потом вернётся к тому, кто передал
visitor-no-show-calls = ещё { $count ->
    [one] { $count } вызов
    [few] { $count } вызова
   *[many] { $count } вызовов
  }
visitor-no-show-in = через { $seconds } с
visitor-topics = Темы визита
visitor-topic-active = сейчас
visitor-topic-done = закончена
visitor-walk-long = Идёт дольше { $limit }: дальше считается ожиданием

history-title = История визита
history-waiting = Ожидал
history-called = Вызван
history-serving = На приёме
history-postponed = Отложен
history-no_show = Не явился
history-counted = учтено { $time }
history-not-counted = не учтено
history-at-desk = окно { $desk }
history-now = сейчас
history-empty = История появится с первым шагом.
history-failed = Историю загрузить не удалось.
why-first = впервые
why-transferred = передан
why-returned = возвращён
why-restored = восстановлен
why-resumed = после паузы
why-sent_back = вернулся от коллеги

## Окно: очередь

line-title = В моих темах
line-waiting = { $count ->
    [one] человек ждёт
    [few] человека ждут
   *[many] человек ждут
  }
line-longest = дольше всех
line-nobody = Никто не ждёт
line-above = { $count ->
    [one] { $count } сверх норматива
   *[other] { $count } сверх норматива
  }
line-next-breach = следующий через { $time }
line-new = Ожидание нового посетителя: { $range }
line-by-topic = По темам
postponed-title = Отложены
postponed-by-visitor = по желанию посетителя
postponed-by-office = нами: ожидание идёт
postponed-due = вернётся в { $time }
postponed-due-in = вернётся через { $time }
no-show-title = Не явились
no-show-until = можно восстановить ещё { $time }
desks-title = Окна

## Окно: диалоги

transfer-title = Передать { $number }
transfer-text = Номер и место в очереди сохраняются. Время до следующего вызова учитывается.
transfer-to-topic = На тему
transfer-to-manager = Коллеге
transfer-to-desk = В окно
transfer-return = Потом вернуть ко мне
transfer-return-hint = Когда коллега закончит, посетитель вернётся к вам.
transfer-find = Найти
transfer-none-found = «{ $text }» не находится.
postpone-title = Отложить { $number }
postpone-who = Чьё это желание?
postpone-by-visitor = Посетителя
postpone-by-visitor-hint = Ожидание стоит
postpone-by-office = Наше
postpone-by-office-hint = Ожидание идёт и учитывается
postpone-reason = Причина
postpone-reason-documents = Пошёл за документами
postpone-reason-form = Заполняет заявление
postpone-reason-call = Говорит по телефону
postpone-reason-colleague = Коллега уточняет вопрос
postpone-reason-system = Не отвечает система
postpone-reason-other = Другая причина
postpone-due = Сам вернётся в очередь
postpone-due-none = Когда скажу
postpone-due-in = через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
  }
complete-title = Чем закончилось у { $number }?
complete-outcome = Итог
complete-none = Без итога
complete-required = Для этой темы нужен итог.
finish-topic-title = Чем закончилась эта тема?
call-title = Вызвать по номеру
call-text = Вне очереди. Причина останется в журнале и в отчёте.
call-number = Номер
call-number-hint = Например, { $example }
call-reason = Причина
call-reason-asked = Только что был у окна
call-reason-continue = Продолжение прошлого визита
call-reason-supervisor = По указанию супервизора
call-reason-unwell = Посетителю нехорошо
call-reason-other = Другая причина
topics-title = Темы, по которым я вызываю
topics-text = Только те, которым вы обучены. Действует со следующего вызова.
topics-none = Ни одной: никого не вызовут
topics-save = Применить
pause-title = Пока не вызывать
pause-break = Перерыв
pause-break-hint = Меня не будет у окна
pause-back-office = Работа без посетителей
pause-back-office-hint = Документы, звонки, отчёты
pause-close = Закрыть окно
pause-close-hint = Конец смены или другое окно
add-topic-title = Добавить тему к визиту
add-topic-text = Один визит, один номер, тем сколько нужно.
palette-title = Все команды
palette-find = Команда или номер талона
palette-none = Команды «{ $text }» нет.
palette-call = Вызвать { $number }
keys-title = Клавиши окна
keys-text = У каждого шага своя клавиша. Отдельные буквы ничего не делают.
keys-space = Пробел
keys-choose = В диалоге: стрелки или цифры выбирают, Enter подтверждает, Esc закрывает
tab-warning = Окно { $desk } открыто в другой вкладке
tab-warning-text = Эта вкладка всё показывает и ничего не нажимает, чтобы никого не вызвать дважды.
tab-take = Работать здесь

## Ресепшен

reception-title = Ресепшен
reception-issue = Новый талон
reception-topic = С чем пришёл посетитель?
reception-category-none = Нет
reception-language = Язык посетителя
reception-issue-button = Выдать талон
reception-issuing = Выдаём талон…
reception-issued = Талон { $number }
reception-issued-ahead = { $count ->
    [0] Впереди никого
    [one] Впереди { $count } человек
    [few] Впереди { $count } человека
   *[many] Впереди { $count } человек
  }
reception-print = Напечатать талон
reception-next = Следующий посетитель
reception-queue = Очередь
reception-find = Номер, тема или окно
reception-filter-all = Все
reception-filter-waiting = Ожидают
reception-filter-at_desk = У окон
reception-filter-postponed = Отложены
reception-filter-booked = По записи
reception-empty = Очереди нет
reception-empty-text = Талоны появятся здесь сразу, как будут выданы.
reception-none-found = По запросу «{ $text }» никого нет.
reception-number = Номер
reception-state = Состояние
reception-wait-head = Ожидание
reception-actions = Действия
reception-cancel = Отменить запись
reception-cancel-ask = Отменить запись?
reception-cancel-text = Время освободится для других. Вернуть запись нельзя.
reception-cancelled = Запись отменена
reception-check-in = Отметить приход
reception-left-ask = { $number } ушёл, не дождавшись?
reception-left-text = Визит закончится с пометкой «Ушёл, не дождавшись».
reception-remove-ask = Снять { $number } с очереди?
reception-remove-text = Визит закончится и останется в списке снятых с вашим именем и причиной.
reception-called-now = Сейчас вызваны
reception-called-nobody = Сейчас никого не вызывают
reception-topic-waiting = ждут: { $count }
reception-not-issuing = Сейчас офис не выдаёт талоны.
reception-checked-in = { $number }: приход отмечен
reception-marked-left = { $number } ушёл
reception-removed = { $number } снят
slip-wait = Ждите вызова на табло.
slip-ahead = Перед вами: { $count }
slip-expected = Ожидание: { $range }
slip-follow = Следите за очередью с телефона
slip-by-hand = Без камеры: откройте { $address } и введите номер и код

## Управление

admin-title = Управление
admin-day = День
admin-devices = Устройства
admin-people = Люди
admin-day-open = День открыт
admin-day-closed = День закрыт
admin-day-stopped = День открыт, талоны не выдаются
admin-open-day = Открыть день
admin-close-day = Закрыть день
admin-close-day-ask = Закрыть день в офисе { $office }?
admin-close-day-text = { $count ->
    [0] Никто не ждёт.
    [one] Ещё ждёт { $count } человек, он останется необслуженным.
    [few] Ещё ждут { $count } человека, они останутся необслуженными.
   *[many] Ещё ждут { $count } человек, они останутся необслуженными.
  } Все окна закроются.
admin-stop-issuing = Не выдавать талоны
admin-resume-issuing = Снова выдавать талоны
admin-topics = Темы
admin-topic-open = Выдаётся
admin-topic-suspended = Приостановлена
admin-topic-unavailable = Никто не принимает
admin-suspend = Приостановить
admin-resume = Возобновить
admin-suspend-ask = Приостановить «{ $topic }»?
admin-suspend-text = Киоски сразу скажут об этом словами, которые вы укажете. Тех, кто уже ждёт, примут.
admin-suspend-reason = Причина, как её прочитают посетители
admin-suspend-reason-system = Идут работы в системе
admin-suspend-reason-staff = Сегодня нет специалиста
admin-suspend-reason-full = Слишком много ожидающих
admin-message = Сообщение на табло
admin-message-hint = Под вызовами, пока не уберёте.
admin-message-show = Показать
admin-message-clear = Убрать
admin-presence = Состояние
admin-desk-topics = Темы
admin-at-desk = У окна
admin-topic-all = все
admin-device-role = Вид
admin-device-name = Название
admin-device-last = На связи
admin-device-new = Зарегистрировать устройство
admin-device-kiosk = Киоск
admin-device-display = Табло в зале
admin-device-desk_board = Табло над окном
admin-device-enrol = Создать код
admin-device-code-text = Откройте адрес на устройстве или дайте ему прочитать код. Действует один раз, до { $time }.
admin-device-revoke = Отозвать
admin-device-revoke-ask = Отозвать { $name }?
admin-device-revoke-text = Экран сразу остановится, устройство придётся зарегистрировать заново.
admin-device-none = Ни одного устройства ещё нет
admin-device-none-text = Здесь табло и киоски получают доступ к очереди, каждое свой.
admin-device-never = никогда
admin-person-new = Добавить человека
admin-person-name = Имя
admin-person-login = Логин
admin-person-role = Роль
admin-person-manager = Менеджер в файле организации
admin-person-manager-hint = Запись менеджера в файле организации: выберите из списка. Пусто — та же, что логин.
admin-person-password = Пароль
admin-person-password-hint = Не меньше 12 знаков. Фразу запомнить легче, чем загадку.
admin-person-add = Добавить
admin-person-added = { $name }: вход открыт
admin-person-disable = Закрыть доступ
admin-person-disable-ask = Закрыть доступ: { $name }?
admin-person-disable-text = Открытые страницы этого человека остановятся за несколько секунд.
admin-person-enable = Открыть доступ
admin-person-set-password = Новый пароль
admin-done = Готово

transfer-waiting = ждут: { $count }
transfer-not-skilled = не обучен этой теме
postpone-who-missing = Укажите, чьё это желание: от этого зависит ожидание.
topics-secondary = дополнительная: вызывает после тех, у кого она основная
open-title = Кто сядет за окно?
open-text = Окно откроется от имени этого менеджера.
pause-what = На что?
pause-go = Перейти
error-desk-busy = У этого окна уже есть посетитель. Кто — видно на экране.
error-manager-at-a-desk = Вы уже за другим окном. Сначала закройте его.

first-admin-title = Первый администратор
first-admin-lead = Новый сервер никого не знает. «queue-server admin-code» печатает код: он одноразовый и действует десять минут.
first-admin-code = Код
first-admin-missing = Заполните поле «{ $field }».
first-admin-submit = Создать и войти
first-admin-have-code = У меня есть код первого администратора
first-admin-back = Назад ко входу
home-desk-boards-any = Табло над окнами
home-qr-of = QR-код адреса { $address }
home-open-screen = Открыть экран

reception-topic-missing = Выберите, с чем пришёл посетитель.
reception-slip = Талон
reception-left-do = Да, ушёл
reception-none-here = Здесь никого
remove-reason-twice = Взял два талона
remove-reason-mistake = Выдан по ошибке
remove-reason-behaviour = Мешает остальным

admin-other-office = Другой офис
admin-day-figures = В очереди: { $waiting }, на приёме: { $serving }
admin-close-desk-ask = Закрыть окно { $desk }?
admin-close-desk-text = { $name } больше никого не вызовет, пока окно не откроют снова.
admin-desks-open = открыто { $open } из { $all }
admin-message-shown = Сообщение на табло
admin-message-cleared = Сообщение убрано
admin-topic-said = { $topic }: { $state }
admin-every-office = Все офисы
admin-territory = территория
admin-whole-territory = Территория: { $name }
admin-device-desk = Рабочее место за окном
admin-person-disabled = доступ закрыт
admin-person-new-password = Новый пароль: { $name }

not-found-title = Такой страницы нет
not-found-do = Проверьте адрес: возможно, в нём опечатка. Все экраны очереди собраны на главной странице.
not-found-home = На главную

# Журнал действий
admin-audit = Журнал
admin-audit-text = Кто, что и когда сделал. Записи нельзя изменить.
admin-audit-none = Записей ещё нет
admin-audit-at = Когда
admin-audit-who = Кто
admin-audit-what = Что
admin-audit-subject = С кем или с чем
admin-audit-address = Откуда
admin-audit-more = Показать раньше
audit-login-unknown = неизвестный логин
audit-code = код: { $role }
audit-terminal = терминал сервера
audit-nobody = неизвестный
audit-all-offices = все офисы
audit-sign-in = Вход
audit-sign-out = Выход
audit-sign-in-refused = Неудачный вход
audit-denied = Отказано: нет права
audit-person-created = Добавлен человек
audit-person-changed = Изменены права человека
audit-person-disabled = Доступ закрыт
audit-person-enabled = Доступ открыт
audit-person-removed = Человек удалён
audit-audit-shortened = Журнал сокращён
audit-second-factor-set = Второй фактор подключён
audit-second-factor-removed = Второй фактор снят
audit-second-factor-reset = Второй фактор сброшен
audit-second-factor-refused = Код второго фактора не подошёл
audit-recovery-codes-made = Новые резервные коды
audit-recovery-code-used = Использован резервный код
audit-password-set = Новый пароль
audit-code-created = Создан код
audit-device-enrolled = Подключено устройство
audit-token-created = Выдан токен
audit-token-revoked = Отозвано
audit-organisation-applied = Применён файл организации
audit-channel-tried = Проверен канал тревог
audit-ranking-entered = Внесены показатели рейтинга
audit-alert-acknowledged = Тревога замечена
audit-alert-owned = Тревога взята в работу
audit-alert-released = Тревога отдана
audit-member-role = роль
audit-member-office = офис
audit-member-territory = территория
audit-member-manager = менеджер
audit-member-desk = окно
audit-member-name = название
audit-member-means = способ
audit-member-changes = изменения
audit-member-owner = занимается
audit-member-cause = тревога
audit-member-issuer = единый вход
audit-member-why = причина
audit-member-cells = изменено значений
audit-member-taken-out = из них убрано
audit-member-columns = столбцы
audit-member-break-minutes = перерыв, мин
audit-member-days = дни
audit-member-versions = версия
audit-member-taken = значений
audit-member-quarters = кварталы
audit-member-hours-week = часов в неделю
audit-member-days-week = дней в неделю
audit-member-lengths-h = длина смены, ч
audit-member-off = выходные
audit-member-not-before = не раньше
audit-member-not-after = не позже
audit-member-wishes = пожелание
audit-member-cost = стоимость
audit-means-password = пароль
audit-means-code = пароль и код
audit-means-provider = единый вход
audit-means-terminal = терминал
audit-cause-error-budget = нарушения норматива участились
audit-cause-longest-wait = кто-то ждёт дольше норматива
audit-cause-idle-desks = окна свободны, а люди ждут
audit-cause-missing-desks = окна из графика не открыты
audit-people-kept = Изменено, кто как может работать
audit-calendar-kept = Изменён календарь дней
audit-schedule-published = Опубликован график
account-title = Ваша учётная запись
account-second = Второй фактор
account-second-off = На этом сервере вход только по паролю.
account-second-none = Учётную запись защищает только пароль. С приложением-аутентификатором на телефоне украденный пароль ничего не откроет.
account-second-required = Для вашей роли вход двухфакторный, а второй фактор не подключён.
account-set-up = Подключить приложение
account-second-since = Подключён { $date }
account-codes-left = { $count ->
    [0] Резервных кодов не осталось. Создайте новые.
    [one] Остался { $count } резервный код.
    [few] Осталось { $count } резервных кода.
   *[many] Осталось { $count } резервных кодов.
  }
account-renew = Новые резервные коды
account-renew-text = Прежние коды перестанут действовать.
account-codes-done = Новые резервные коды созданы
account-remove = Отключить второй фактор
account-remove-text = Чтобы перейти на другой телефон, отключите фактор здесь и подключите заново. Все ваши сеансы завершатся.
account-second-done = Второй фактор подключён
account-password-hint = Пароль ещё раз: открытой страницы для этого мало.
account-go-on = Дальше
admin-person-two-factors = два фактора
admin-person-reset = Сбросить второй фактор
admin-person-reset-ask = Сбросить второй фактор: { $name }?
admin-person-reset-text = Только если вы уверены, что это тот самый человек: пока он не подключит новый, войти можно по одному паролю. Открытые страницы остановятся.
# The manager's own shift, by the published schedule
shift-title = Моя смена
shift-at-desk = в окне { $desk }
shift-next-break = перерыв { $from }–{ $to }
shift-break-until = перерыв до { $time }
shift-agreed-open = договорились до { $time }
shift-agreed-open-due = Договорились до { $time }. Закройте окно, когда освободитесь.
shift-agreed-break = перерыв перенесён на { $time }
shift-agreed-break-due = Перерыв перенесён на { $time }. Уходите, когда освободитесь.

sign-in-by-provider = Войти через «{ $name }»
sign-in-or = или по паролю
api-title = API сервера

## Первые шаги

first-steps = Первые шаги
first-steps-enough = Больше не показывать
first-steps-done = Сделано
first-steps-organisation = Организация
first-steps-organisation-text = Опишите офисы, темы и окна в файле организации и примените его: «queue-server apply».
first-steps-example-text = Сейчас здесь организация-пример. Опишите свои офисы, темы и окна в файле и примените его: «queue-server apply».
first-steps-people = Люди
first-steps-people-text = Дайте вход менеджерам и супервизорам: у каждого свой логин и пароль.
first-steps-people-do = Добавить людей
first-steps-kiosks = Киоски
first-steps-kiosks-text = Получите код и откройте по нему киоск на его экране: там посетители берут талоны.
first-steps-kiosks-do = Подключить киоск
first-steps-boards = Табло
first-steps-boards-text = Так же подключается табло в зале: оно показывает и произносит, кого и куда вызывают.
first-steps-boards-do = Подключить табло
first-steps-closed = Сейчас все офисы закрыты. Каждый открывается сам по своему расписанию.
first-steps-closed-do = Открыть день сейчас
