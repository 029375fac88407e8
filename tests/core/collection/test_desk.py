from core.collection.desk import HOLD_S, Desk

IMAGES = [f"{k}" for k in range(10)]


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_two_people_get_different_images():
    desk = Desk()
    assert desk.take("mine", "ann", IMAGES, 3) == ["0", "1", "2"]
    assert desk.take("mine", "bob", IMAGES, 3) == ["3", "4", "5"]


def test_what_is_on_ones_own_screen_stays_there_while_one_goes_on():
    desk = Desk()
    desk.take("mine", "ann", IMAGES, 3)
    desk.take("mine", "bob", IMAGES, 3)
    assert desk.take("mine", "ann", IMAGES[1:], 3) == ["1", "2", "6"]


def test_another_experiment_is_another_desk():
    desk = Desk()
    desk.take("mine", "ann", IMAGES, 3)
    assert desk.take("yours", "bob", IMAGES, 3) == ["0", "1", "2"]
    assert desk.take("yours", "ann", IMAGES, 1) == ["3"]
    assert desk.take("mine", "bob", IMAGES, 1) == ["3"]


def test_who_went_away_lets_go_after_a_while():
    clock = Clock()
    desk = Desk(clock)
    desk.take("mine", "ann", IMAGES, 3)
    clock.now = HOLD_S + 1
    assert desk.take("mine", "bob", IMAGES, 3) == ["0", "1", "2"]


def test_the_last_images_are_shown_even_if_somebody_has_them():
    desk = Desk()
    desk.take("mine", "ann", IMAGES[:2], 3)
    assert desk.take("mine", "bob", IMAGES[:2], 3) == ["0", "1"]
    assert desk.take("mine", "bob", [], 3) == []
