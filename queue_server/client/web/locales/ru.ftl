# Слова, общие для всех экранов. Тексты ошибок идут по кодам договора: error-<код через дефис>.

language = Язык
theme-to-dark = Тёмная тема
theme-to-light = Светлая тема
loading = Загружаем…
try-again = Повторить
close = Закрыть
cancel = Отмена
back = Назад
yes = Да
no = Нет
failed-title = Не получилось

desk = Окно
desk-number = Окно { $desk }
ticket = Талон
ticket-number = Талон { $number }
topic = Тема обращения
office = Клиентский офис
manager = Менеджер
category = Льготная категория
appointment = Запись
standard = Норматив ожидания
service-level = Доля в нормативе
load = Загрузка

state-booked = Записан
state-waiting = Ожидает
state-called = Вызван
state-serving = На приёме
state-postponed = Отложен
state-no_show = Не явился
state-completed = Обслужен
state-cancelled = Отменён посетителем
state-left = Ушёл, не дождавшись
state-removed = Снят сотрудником
state-unserved = Не обслужен до закрытия

people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[many] { $count } человек
}
desks = { $count ->
    [one] { $count } окно
    [few] { $count } окна
   *[many] { $count } окон
}
tickets = { $count ->
    [one] { $count } талон
    [few] { $count } талона
   *[many] { $count } талонов
}

wait-unknown = время неизвестно
wait-at-once = без ожидания
wait-up-to = до { $high } минут
wait-range = { $low }–{ $high } минут
wait-up-to-hours = до { $high } { $high ->
    [one] часа
   *[other] часов
}
wait-range-hours = { $low }–{ $high } { $high ->
    [one] час
    [few] часа
   *[many] часов
}
duration-seconds = { $seconds ->
    [one] { $seconds } секунда
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
}
duration-minutes = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
duration-hours = { $hours } ч { $minutes } мин

connection-lost = Нет связи с сервером.
time-ahead = { $time }, { $day }
connection-as-of = Данные на { $time }.
connection-returns = Экран обновится сам, когда связь вернётся.
connection-refused = Доступ закрыт.

# Что случилось и что делать дальше
error-scenario-invalid = Такой день нельзя смоделировать: каждую тему должен кто-то вести, смены — кончаться позже начала, и окон должно хватать всем.
error-other = Что-то пошло не так. Повторите; если не поможет, обратитесь к сотруднику. Код: { $code }
error-network-unreachable = Нет связи с сервером. Проверьте сеть и повторите.
error-timed-out = Сервер долго не отвечает. Повторите ещё раз: второго действия не будет.
error-identity-required = Войдите ещё раз: сеанс закончился.
error-unauthenticated = Войдите ещё раз: сеанс закончился.
error-not-allowed = У вас нет права на это действие. Обратитесь к руководителю.
error-forbidden = У вас нет права на эту страницу. Обратитесь к руководителю.
error-origin-foreign = Страница открыта по чужому адресу. Откройте её с адреса сервера.
error-unknown = Такого здесь нет.
error-gone = Эта страница больше не действует.
error-request-refused = Действие не принято. Обновите страницу и повторите.
error-request-invalid = Запрос составлен неверно. Обновите страницу и повторите.
error-idempotency-key-reused = Это действие уже отправлено с другими данными. Обновите страницу и повторите.
error-idempotency-key-invalid = Запрос составлен неверно. Обновите страницу и повторите.
error-too-many-requests = Слишком много запросов подряд. Подождите несколько секунд и повторите.
error-unavailable = Сервер сейчас не принимает действия. Подождите минуту и повторите.
error-ticket-unknown = Такого талона нет. Возможно, он закончился: сведения о визите хранятся недолго.
error-ticket-exists = Талон с этим номером уже выдан.
error-ticket-not-waiting = Талон сейчас не в очереди.
error-ticket-not-called = Талон сейчас не вызван.
error-ticket-not-serving = Талон сейчас не на приёме.
error-ticket-not-postponed = Талон не отложен.
error-ticket-not-no-show = Посетитель не отмечен неявившимся.
error-ticket-not-booked = Это не предварительная запись.
error-ticket-not-completed = Визит ещё не закончен.
error-ticket-not-open = Визит уже закончен.
error-no-show-too-early = Отметить неявку пока нельзя: вызовите посетителя ещё раз и подождите.
error-restore-too-late = Вернуть талон уже нельзя: прошло слишком много времени. Возьмите новый.
error-restore-used = Талон уже возвращали один раз. Возьмите новый.
error-check-in-too-early = Ещё рано: отметиться можно за час до назначенного времени.
error-reason-required = Укажите причину.
error-by-required = Укажите, по чьей просьбе талон отложен.
error-due-past = Это время уже прошло. Выберите более позднее.
error-outcome-required = Выберите результат обращения.
error-rate-invalid = Поставьте оценку от 1 до 5.
error-rate-already-given = Оценка за этот визит уже поставлена. Спасибо!
error-transfer-target-required = Выберите одно: тему, менеджера или окно.
error-alert-unknown = Такой тревоги нет или она не ваша.
error-move-unknown = Этот шаг уже позади или он не этого офиса.
error-desk-unknown = Такого окна в этом офисе нет.
error-desk-closed = Окно закрыто. Сначала откройте его.
error-desk-busy = В окне посетитель. Сначала закончите с ним.
error-desk-on-break = В окне перерыв. Сначала закончите его.
error-desk-not-on-break = В окне нет перерыва.
error-desk-already-open = Окно уже открыто.
error-manager-unknown = Такого менеджера в этом офисе нет.
error-manager-at-a-desk = Менеджер уже работает в другом окне.
error-topic-unknown = По этой теме здесь не принимают. Выберите другую.
error-topic-suspended = По этой теме приём временно остановлен. Выберите другую или подойдите к сотруднику.
error-topic-not-suspended = Приём по этой теме не остановлен.
error-topic-not-skilled = Менеджер не ведёт эту тему.
error-topic-not-added = Этой темы нет в визите. Сначала добавьте её.
error-topic-already-added = Эта тема в визите уже есть.
error-topic-none-active = Нет темы, по которой идёт приём.
error-topics-required = Выберите темы.
error-category-unknown = Такой льготной категории нет.
error-slot-invalid = Такого времени для записи нет. Выберите другое.
error-slot-outside-hours = В это время офис закрыт. Выберите другое.
error-slot-past = Это время уже прошло. Выберите другое.
error-slot-full = Это время уже занято. Выберите другое.
error-office-unknown = Такого офиса нет. Проверьте адрес.
error-territory-unknown = Такой территории нет.
error-place-ambiguous = Выберите офис или территорию, а не оба сразу.
error-territory-not-for-role = Территория назначается только супервизору.
error-office-not-open = Офис закрыт.
error-office-already-open = Офис уже открыт.
error-office-not-issuing = Талоны сейчас не выдаются.
error-office-already-issuing = Талоны уже выдаются.
error-office-still-serving = Идёт приём: день можно закрыть, когда все окна закончат.
error-join-code-invalid = Отсканируйте код, который сейчас на экране в зале: этот уже сменился.
error-slip-unknown = Действующего талона с таким номером и кодом нет. Сверьте с талоном: от номера достаточно цифр, код можно вводить русскими или латинскими буквами.
error-join-not-offered = Этот офис не выдаёт талоны в телефон. Возьмите талон в киоске или подойдите к сотруднику.
error-appointment-unknown = По этому коду записи на сегодня нет. Проверьте цифры или подойдите к сотруднику.
error-office-full = Очередь заполнена. Подойдите к сотруднику или приходите позже.
error-queue-full = Очередь заполнена. Подойдите к сотруднику или приходите позже.
error-command-unknown = Такого действия нет. Обновите страницу.
error-address-foreign = Код можно сделать только для адреса этого сервера.
error-answer-too-large = Слишком много строк. Возьмите меньше дней, офисов или групп.
error-body-too-large = Слишком много текста. Сократите и повторите.
error-channel-unknown = Такого канала нет в файле организации.
error-code-invalid = Код не подошёл: он неверный, уже использован или старше десяти минут. Попросите новый.
error-content-type-invalid = Запрос составлен неверно. Обновите страницу и повторите.
error-desk-of-another = Это окно другого менеджера. Выберите своё.
error-internal-error = На сервере что-то сломалось, это записано. Повторите; если не поможет, обратитесь к администратору.
error-line-unreadable = Строка — не команда.
error-login-invalid = Такой логин не подойдёт: нужно от 2 до 64 латинских букв, цифр, точек, дефисов или @.
error-login-taken = Такой логин уже занят. Придумайте другой.
error-message-unknown = Такого сообщения среди недоставленных нет.
error-method-not-allowed = Такого действия нет. Обновите страницу.
error-not-found = Здесь ничего нет. Проверьте адрес.
error-office-required = Выберите офис.
error-password-common = Этот пароль пробуют одним из первых. Возьмите несколько слов, не связанных между собой.
error-password-context = Пароль из слов, которые здесь попробует любой: имя, офис, очередь. Возьмите другие слова.
error-password-long = Пароль слишком длинный: не больше 256 знаков.
error-password-short = Пароль слишком короткий: нужно не меньше 12 знаков. Несколько слов запомнить легко.
error-person-unknown = Такого человека нет. Обновите страницу.
error-request-malformed = Запрос составлен неверно. Обновите страницу и повторите.
error-role-invalid = Эту роль здесь дать нельзя.
error-sign-in-refused = Логин или пароль не подходит.
error-sign-in-too-often = Слишком много попыток. Подождите и повторите.
error-speech-unknown = Прочитать вслух на этом языке здесь нечем.
error-storage-unavailable = Сервер не может записать: нет места или базы. Ничего не сделано. Подождите минуту и повторите.
error-token-unknown = Такого устройства нет. Обновите страницу.
error-upgrade-required = Этот адрес — для программ.
error-schedule-invalid = Смены пока не сходятся: смотрите отмеченное.
error-people-changed = Кто-то другой тем временем изменил часы и пожелания. Прочитайте заново; ваши изменения останутся.
error-calendar-changed = Кто-то другой тем временем изменил этот календарь. Он прочитан заново; то, что вы ввели, осталось.
error-calendar-invalid = Такой календарь сохранить нельзя: слишком много столбцов или имя одного из них занято.
error-schedule-changed = Кто-то другой тем временем опубликовал один из этих дней. Прочитайте заново; ваши изменения останутся.

# Страницы сотрудников: полоса, вход, вопрос перед шагом
staff-home = Главная
staff-pages = Страницы
staff-desk = Окно
staff-reception = Ресепшен
staff-admin = Управление
staff-alerts = Тревоги
staff-cockpit = Обзор
staff-reports = Отчёты
staff-roster = Графики
staff-forecast = Прогноз
staff-what-if = Что если
staff-sign-in = Войти
staff-sign-out = Выйти
staff-refused = Эта страница не для { $name }.
staff-refused-hint = Войдите под другим именем или обратитесь к администратору.
role-kiosk = Киоск
role-display = Табло
role-manager = Менеджер
role-supervisor = Супервизор
role-admin = Администратор
role-integration = Интеграция
sign-in-login = Логин
sign-in-password = Пароль
sign-in-submit = Войти
sign-in-sending = Входим…
sign-in-show = Показать пароль
sign-in-caps = Включён Caps Lock
sign-in-wrong = Логин или пароль не подходит.
sign-in-login-missing = Введите логин.
sign-in-password-missing = Введите пароль.
sign-in-again = Сеанс завершён
sign-in-again-text = Введите пароль, чтобы продолжить с того же места. Ничего не потеряно: посетитель остаётся у вашего окна.
sign-in-too-many = Слишком много попыток. Подождите { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
  } и попробуйте снова.
reason-needed = Нужна причина.
reason-other = Другая причина

second-code = Код
second-code-missing = Введите код.
second-code-hint = Шесть цифр из приложения-аутентификатора или резервный код.
second-back = Назад к паролю
second-required = Для вашей роли вход двухфакторный. Подключите второй фактор сейчас: приложение-аутентификатор на телефоне.
second-scan = Отсканируйте код приложением-аутентификатором на телефоне.
second-picture = QR-код для приложения-аутентификатора
second-by-hand = Или введите ключ в приложение вручную:
second-first-code = Шесть цифр, которые приложение показывает сейчас.
second-confirm = Подтвердить
second-recovery = Резервные коды
second-recovery-text = Каждый один раз заменит приложение, если телефон потерян. Больше их не покажут: храните отдельно от телефона.
second-save = Сохранить в файл
second-kept = Сохранено
staff-account = Ваша учётная запись
error-second-factor-required = Введите ещё и код из приложения-аутентификатора.
error-second-factor-refused = Код не подходит или уже использован. Дождитесь следующего.
error-second-factor-missing = Для вашей роли вход двухфакторный. Войдите заново, чтобы подключить второй фактор.
error-second-factor-already-set = Второй фактор уже подключён.
error-second-factor-not-set = Второй фактор не подключён.
error-second-factor-off = Второй фактор здесь не используется.
error-device-required = Войдите за компьютером окна, который допущен к работе.
sign-in-otherwise = Войти другим способом
error-passwords-off = По паролю здесь не входят.
error-provider-unknown = Единого входа здесь нет.
error-provider-state-unknown = Этот вход уже использован, занял слишком много времени или начат в другом браузере. Начните заново.
error-provider-refused = Единый вход вас не впустил.
error-provider-token-invalid = Ответ единого входа не прошёл проверку. Сообщите администратору.
error-provider-no-manager = Единый вход вас знает, но не сообщает, какой вы менеджер. Обратитесь к администратору.
error-provider-no-role = Единый вход вас знает, но не даёт роли здесь. Обратитесь к администратору.
error-provider-person-unknown = Единый вход вас знает, но ваша учётная запись здесь ни с кем не связана. Обратитесь к администратору.
error-provider-unavailable = Единый вход сейчас недоступен. Повторите через минуту.
error-provider-person-closed = Доступ закрыт. Обратитесь к администратору.
