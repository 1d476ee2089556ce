# Тревоги: одни и те же предложения на экране и в письмах. Длительности и проценты приходят готовыми.

alert-cause-error_budget = Нарушения норматива участились
alert-cause-longest_wait = Кто-то ждёт дольше норматива
alert-cause-idle_desks = Окна свободны, а люди ждут
alert-cause-missing_desks = Окна из графика не открыты

alert-said-error_budget = За последние { $window } дольше норматива ждали { $breached } из { $judged }: в { $burn } { $number ->
    [one] раз
    [many] раз
   *[other] раза
  } быстрее, чем допускает цель { $goal }.
alert-said-spent = За сегодня израсходовано { $spent } допустимых опозданий.
alert-said-overspent = За сегодня опозданий уже в { $times } { $number ->
    [one] раз
    [many] раз
   *[other] раза
  } больше допустимого.
alert-said-longest_wait = Талон { $number } ждёт { $wait } при нормативе { $target }. Дольше норматива ждут: { $over }.
alert-said-idle_desks = { $count ->
    [one] Окно { $desks } свободно
   *[other] Окна { $desks } свободны
  } уже { $idle }, а в очереди { $waiting ->
    [one] { $waiting } человек
    [few] { $waiting } человека
   *[many] { $waiting } человек
  }.
alert-said-missing_desks = { $count ->
    [one] Не открыто { $count } окно, которое должно работать по графику
    [few] Не открыты { $count } окна, которые должны работать по графику
   *[many] Не открыто { $count } окон, которые должны работать по графику
  }, уже { $missing } ({ $managers }); в очереди { $waiting ->
    [0] никого
    [one] { $waiting } человек
    [few] { $waiting } человека
   *[many] { $waiting } человек
  }.
alert-said-nothing = Сейчас этого уже не видно. Если так и останется, тревога скоро закончится.
alert-worst-error_budget = Хуже всего было в { $at }: норматив нарушался в { $peak } { $number ->
    [one] раз
    [many] раз
   *[other] раза
  } чаще, чем допускает цель.
alert-worst-longest_wait = Хуже всего было в { $at }: ждали { $peak }.
alert-worst-idle_desks = Хуже всего было в { $at }: окно стояло свободным { $peak }, а люди ждали.
alert-worst-missing_desks = Хуже всего было в { $at }: окно из графика не было открыто { $peak }.

alert-severity-warning = внимание
alert-severity-critical = срочно

alert-letter-subject = { $office }: { $cause }
alert-letter-subject-critical = Срочно! { $office }: { $cause }
alert-letter-subject-closed = { $office }: прошло — { $cause }
alert-letter-tickets = Талоны: { $tickets }.
alert-letter-opened = Замечено { $at }.
alert-letter-closed = Замечено { $at }, закончилось { $closed }.
alert-letter-link = Подробности: { $url }
alert-letter-try-subject = queue-server: проверка канала «{ $channel }»
alert-letter-try = Это проверка. Канал «{ $channel }» работает.

alerts-title = Тревоги
alerts-now = Сейчас
alerts-summary = { $all ->
    [one] { $all } тревога
    [few] { $all } тревоги
   *[many] { $all } тревог
  }{ $critical ->
    [0] { "" }
   *[other] , срочных: { $critical }
  }{ $unseen ->
    [0] , все замечены
   *[other] , ещё никто не видел: { $unseen }
  }
alerts-none = Тревог нет
alerts-none-hint = Здесь появится офис, в котором нарушается норматив ожидания или простаивают окна.
alerts-past = История
alerts-past-none = Тревог ещё не было.
alerts-more = Показать ещё
alerts-sound-on = Звук включён
alerts-sound-off = Звук выключен
alerts-sound-blocked = Браузер ждёт нажатия, чтобы включить звук:
alert-tickets = Талоны
alert-more-tickets = и ещё { $count }
alert-since = С { $at }, уже { $lasted }.
alert-over-passed = С { $at }, длилась { $lasted }.
alert-over-day_closed = С { $at }, длилась { $lasted }, до закрытия дня.
alert-again = Возвращалась: { $count }.
alert-nobody = Ещё никто не видел.
alert-seen-by = Видит { $name }
alert-owner = Занимается { $name }
alert-acknowledge = Вижу
alert-own = Беру на себя
alert-own-instead = Взять вместо
alert-release = Отдать
alert-history = История тревоги
alert-kind-opened = замечено
alert-kind-escalated = стало срочным
alert-kind-eased = уже не срочно
alert-kind-acknowledged = увидели
alert-kind-owned = взяли на себя
alert-kind-released = отдали
alert-kind-closed = закончилось
alert-kind-reopened = вернулось

channels-title = Куда уходят тревоги
channels-none = Каналов нет. Опишите их в файле организации, таблица «[[channel]]», и примените его: «queue-server apply».
channels-kind-webhook = вебхук
channels-kind-mail = почта
channels-kind-apprise = служба Apprise
channels-critical = только срочные
channels-quiet = тихие часы { $hours }
channels-usable = Готов.
channels-hindrance = Не отправляет: { $why }
channels-try = Проверить
channels-taken = Проверка отправлена и принята.
channels-not-taken = Не принято: { $why }
channels-lost = Не доставлено
channels-given-up = { $count ->
    [one] После { $count } попытки
   *[other] После { $count } попыток
  }: { $why }
channels-again = Отправить снова
