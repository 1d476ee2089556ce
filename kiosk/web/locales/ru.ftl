# Киоск, телефон, бумажный талон.

ahead-label = Перед вами
ahead-none = никого
wait-label = Ожидание

kiosk-title = Талон в очередь
kiosk-question = Зачем вы пришли?
kiosk-question-closer = Что именно вам нужно?
kiosk-waiting-label = Ждут по этой теме
kiosk-nobody = очереди нет
kiosk-no-desk = окна закрыты
kiosk-suspended = Приём временно остановлен
kiosk-more = Другие темы ({ $page } из { $pages })
kiosk-bring = Что понадобится
kiosk-take = Взять талон
kiosk-take-again = Попробовать ещё раз
kiosk-no-answer = Связь прервалась. Подождите немного и нажмите ещё раз: талон будет один.
kiosk-category = Есть льгота? Возьмите талон, нажав на свою:
kiosk-your-ticket = Ваш талон
kiosk-take-slip = Заберите талон внизу киоска
kiosk-follow = Наведите камеру телефона: очередь будет видна в нём
kiosk-follow-by-hand = Без камеры: { $address }, номер и { $code }
kiosk-watch-board = Ждите вызова на табло
kiosk-qr = QR-код: ваша очередь в телефоне
kiosk-done = Готово
kiosk-leaving = Вы ещё здесь? Коснитесь экрана
kiosk-bar = Управление экраном
kiosk-reach-on = Ниже
kiosk-reach-off = Выше
kiosk-read-on = Вслух
kiosk-read-off = Тише
kiosk-theme = Контраст

kiosk-on-phone = В телефон
kiosk-phone-title = Возьмите талон в телефон
kiosk-phone-do = Наведите камеру телефона на код. Тему вы выберете в телефоне, там же будет видна очередь. Стоять к киоску не нужно.
kiosk-phone-qr = QR-код: взять талон в телефон

kiosk-connecting = Соединяемся…
kiosk-offline = Нет связи
kiosk-offline-do = Талоны пока не выдаются. Подойдите к сотруднику. Киоск заработает сам, когда связь вернётся.
kiosk-closed = Офис закрыт
kiosk-closed-do = Талоны выдаются в часы приёма.
kiosk-opens = Откроется в { $time }, { $date }.
kiosk-opens-today = Откроется сегодня в { $time }.
kiosk-stopped = Талоны больше не выдаются
kiosk-stopped-until = Офис работает до { $time }.
kiosk-stopped-always = Офис работает круглосуточно.
kiosk-stopped-do = Всех, у кого есть талон, примут. С вопросом подойдите к сотруднику.
kiosk-full = Очередь заполнена
kiosk-full-do = Сейчас ждёт столько людей, сколько офис успеет принять. Подойдите к сотруднику или приходите позже.
kiosk-nothing = Приёма пока нет
kiosk-nothing-do = Подойдите к сотруднику: он подскажет, когда начнётся приём.
kiosk-unknown = Такого офиса нет
kiosk-unknown-do = Проверьте адрес страницы.
kiosk-not-enrolled = Киоск не подключён
kiosk-not-enrolled-do = Введите код, который показал администратор.
kiosk-enrol-code = Код подключения
kiosk-enrol = Подключить

slip-follow = Очередь в вашем телефоне
slip-board = Ждите вызова на табло
slip-by-hand = Без камеры: откройте { $address } и введите номер и код

join-no-code = Отсканируйте код с экрана в зале
join-no-code-do = Код есть на табло и на киоске: наведите на него камеру телефона.
join-had = У вас уже есть талон в этом офисе
join-had-open = Открыть талон
join-category = Есть льгота?
join-category-none = Нет
slip-title = У вас есть талон?
slip-do = Введите номер и четыре буквы с талона.
slip-number = Номер: достаточно цифр
slip-code = Код: четыре буквы
slip-open = Открыть
slip-missing = Введите номер и код с талона.
slip-too-many = Слишком много попыток. Отсканируйте код с талона или обратитесь к сотруднику: место в очереди за вами.
slip-have = Есть бумажный талон

phone-title = Талон { $number }
phone-updated = Обновлено в { $time }
phone-how-long = Примерное ожидание
phone-next = Вы следующий
phone-no-desk = Окна закрыты
phone-no-desk-do = Ваше место сохраняется. Ожидание появится, когда откроется окно.
phone-taken = Взят в { $time }
phone-standard = Норматив: до { $minutes } мин
phone-called = Вас вызывают
phone-called-go = Подойдите к окну
phone-called-since = Вызов в { $time }
phone-serving = Вы на приёме
phone-postponed = Вы отошли
phone-postponed-until = Вернём вас в очередь в { $time }. Место считается по времени прихода: всё, что вы уже прождали, сохранится.
phone-postponed-open = Нажмите «Я вернулся», когда придёте. Всё, что вы уже прождали, сохранится.
phone-postponed-office = Сотрудник отложил ваш талон
phone-postponed-office-do = Ожидание продолжается. Вас вызовут, сообщать ничего не нужно.
phone-back = Я вернулся
phone-no-show = Вы пропустили вызов
phone-no-show-until = Подойдите к любому сотруднику до { $time }: он вернёт вас в очередь на ваше место.
phone-no-show-over = Вернуть талон уже нельзя. Возьмите новый в киоске.
phone-completed = Приём окончен
phone-rate = Как всё прошло?
phone-rate-1 = Плохо
phone-rate-2 = Так себе
phone-rate-3 = Нормально
phone-rate-4 = Хорошо
phone-rate-5 = Отлично
phone-comment = Что стоит улучшить? Необязательно
phone-rate-send = Отправить
phone-rated = Спасибо за оценку!
phone-cancelled = Вы покинули очередь
phone-left = Вас не нашли в зале
phone-removed = Талон снят сотрудником
phone-unserved = Офис закрылся
phone-over-do = Чтобы встать в очередь снова, возьмите новый талон.
phone-unserved-do = Извините, что не успели вас принять. Приходите в следующий рабочий день.
phone-booked = Вы записаны
phone-booked-at = { $date } в { $time }
phone-check-in = Я на месте
phone-check-in-do = Отметьтесь, когда придёте: не раньше чем за час до назначенного времени.
phone-later = Отойти ненадолго
phone-later-title = На сколько отойти?
phone-later-do = Очередь подождёт: вас не вызовут, а всё, что вы прождали, сохранится.
phone-later-minutes = { $minutes ->
    [one] { $minutes } минута
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
phone-leave = Покинуть очередь
phone-leave-title = Покинуть очередь?
phone-leave-do = Талон { $number } перестанет действовать. Вернуть его будет нельзя.
phone-leave-booked = Запись отменится. Это время сможет занять другой.
phone-leave-yes = Покинуть
phone-leave-no = Остаться
phone-alarm-on = Сигнал при вызове
phone-alarm-off = Звук включён
phone-alarm-do = Не закрывайте страницу: телефон подаст сигнал и не погаснет.
phone-silent = Остановить сигнал
phone-not-found = Талон не найден
phone-not-found-do = Проверьте адрес или возьмите новый талон. Сведения о визите хранятся недолго.

book-title = Запись на приём
book-question = По какому вопросу придёте?
book-day = Выберите день
book-places = { $count ->
    [one] { $count } место
    [few] { $count } места
   *[many] { $count } мест
}
book-sure = Проверьте запись
book-do = Записаться
book-none = Сюда не записываются
book-none-do = В этом офисе принимают по живой очереди: возьмите талон в киоске.
book-full = Свободных мест нет
book-full-do = На ближайшие две недели всё занято. Загляните позже или придите без записи.
phone-booked-qr = QR-код записи
phone-booked-code = Покажите код киоску или назовите цифры:
kiosk-appointment = По записи
kiosk-check-in-title = Отметиться по записи
kiosk-check-in-do = Введите шесть цифр записи или поднесите её код к сканеру.
kiosk-check-in = Отметиться
kiosk-check-in-back = Стереть цифру
phone-booked-cancel = Отменить запись
phone-booked-cancel-title = Отменить запись?
phone-booked-keep = Оставить

kiosk-cut = Нет связи. Вместо номера талон будет с кодом.
kiosk-your-code = Ваш код
kiosk-offline-ticket = Номер появится на экране киоска, когда вернётся связь. Сотрудник найдёт вас по коду.
kiosk-settled = Взяты без связи:
kiosk-settled-number = { $code } — номер { $number }
kiosk-settled-refused = { $code } — подойдите к сотруднику
slip-offline = ОФЛАЙН: код вместо номера
