"""Addresses of the first page, of search, and of the files that pages show."""

from django.urls import path

from home.views import recordings, searching, start

app_name = "home"
urlpatterns = [
    path("", start.start, name="start"),
    path("search/", searching.search, name="search"),
    path("recordings/<int:page>/", recordings.recording, name="recording"),
    path("recordings/<int:page>/chapters.vtt", recordings.chapters, name="chapters"),
    path("recordings/<int:page>/<slug:language>.vtt", recordings.captions, name="captions"),
    path("media/images/<path:name>", recordings.picture, name="picture"),
]
