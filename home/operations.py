"""What every site starts with: the places for news and for training."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from home.pages import HomePage, LearnIndexPage, NewsIndexPage

NEWS = "news"
TRAINING = "training"  # the header of every page leads to these two


def add_places(*, home: HomePage) -> tuple[Any, Any]:
    """Return the list of news and the one of training below the landing page, made where they are missing."""
    news = NewsIndexPage.objects.child_of(home).first()
    if news is None:
        news = home.add_child(instance=NewsIndexPage(title=_("News"), slug=NEWS))
    training = LearnIndexPage.objects.child_of(home).first()
    if training is None:
        page = LearnIndexPage(title=_("Training and help"), slug=TRAINING)
        training = home.add_child(instance=page)
    return news, training
