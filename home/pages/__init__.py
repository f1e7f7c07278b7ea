"""The pages of the tree: the landing page, networks' sections, news, and training and help."""

from home.pages.courses import CoursePage, LessonPage
from home.pages.landing import HomePage, NetworkSectionPage
from home.pages.learning import LearnIndexPage
from home.pages.manuals import ChapterPage, ManualPage
from home.pages.news import NewsIndexPage, NewsPage
from home.pages.webinars import WebinarPage

__all__ = [
    "ChapterPage",
    "CoursePage",
    "HomePage",
    "LearnIndexPage",
    "LessonPage",
    "ManualPage",
    "NetworkSectionPage",
    "NewsIndexPage",
    "NewsPage",
    "WebinarPage",
]
