"""Models of the app: its pages."""

from home.pages import (
    ChapterPage,
    CoursePage,
    HomePage,
    LearnIndexPage,
    LessonPage,
    ManualPage,
    NetworkSectionPage,
    NewsIndexPage,
    NewsPage,
    WebinarPage,
)

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
