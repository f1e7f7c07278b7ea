"""Every address under /cms/, in one of two lists. An address in neither fails the test: look at it, then choose.

`NAMES_A_THING`: the address names a page, a file, a review … of a network; another network's is refused.
`OPEN`: the address names nothing of a network; it answers, and shows one's own networks only.
"""

from __future__ import annotations


def _of(space: str, names: str) -> frozenset[str]:
    return frozenset(f"{space}{name}" for name in names.split())


NAMES_A_THING = frozenset().union(
    _of(
        "wagtailadmin_pages:",
        """add preview_on_add usage edit preview_on_edit view_draft add_subpage delete unpublish convert_alias move
        move_confirm set_page_position copy workflow_action collect_workflow_action_data confirm_workflow_cancellation
        workflow_preview set_privacy lock unlock revisions_index revisions_view revisions_revert revisions_unschedule
        revisions_compare workflow_history workflow_history_detail history history_results""",
    ),
    _of("wagtailadmin_", "explore explore_results choose_page_child choose_page_chosen_multiple"),
    _of("wagtailadmin_api:pages:", "detail action"),
    _of("wagtailadmin_api:images:", "detail"),
    _of("wagtailadmin_api:documents:", "detail"),
    _of("wagtailadmin_collections:", "edit delete set_privacy"),
    _of(
        "wagtailadmin_workflows:",
        "enable disable edit usage usage_results remove edit_task disable_task enable_task task_chosen",
    ),
    _of("wagtailadmin_editing_sessions:", "ping"),
    _of(
        "wagtaildocs:",
        """edit delete edit_multiple create_multiple_from_uploaded_document delete_multiple delete_upload_multiple
        document_usage""",
    ),
    _of(
        "wagtailimages:",
        """edit delete url_generator url_generator_output preview image_usage edit_multiple
        create_multiple_from_uploaded_image delete_multiple delete_upload_multiple""",
    ),
    _of("wagtaildocs_chooser:", "chosen chosen_multiple"),
    _of("wagtailimages_chooser:", "chosen chosen_multiple select_format"),
    _of("wagtailredirects:", "edit delete"),
    _of("cms_networks:", "edit delete history history_results usage"),
    _of("cms_centres:", "edit delete history history_results usage"),
    _of("cms_areas:", "edit delete history history_results usage"),
    _of("wagtailsites:", "edit delete history history_results usage copy"),
    _of("wagtailusers_users:", "edit delete history history_results usage copy"),
    _of("wagtailusers_groups:", "edit delete history history_results usage"),
    _of("datasets:", "import import_report"),
    _of("wagtail_", "bulk_action"),
)

OPEN = frozenset().union(
    _of("wagtailadmin_editing_sessions:", "release"),  # ends one's own, whatever the number
    _of(
        "wagtailadmin_",
        """home error_test explore_root choose_page choose_page_search choose_page_external_link choose_page_email_link
        choose_page_phone_link choose_page_anchor_link tag_autocomplete tag_model_autocomplete account logout
        dismissibles block_preview sprite login password_reset password_reset_done password_reset_confirm
        password_reset_complete javascript_catalog""",
    ),
    _of("wagtailadmin_pages:", "type_use type_use_results choose_parent search search_results"),
    _of("wagtailadmin_api:pages:", "listing find"),
    _of("wagtailadmin_api:images:", "listing find"),
    _of("wagtailadmin_api:documents:", "listing find"),
    _of("wagtailadmin_collections:", "index add"),
    _of(
        "wagtailadmin_workflows:",
        """index index_results add add_task select_task_type task_index task_index_results task_chooser
        task_chooser_results task_chooser_create""",
    ),
    _of(
        "wagtailadmin_reports:",
        """locked_pages locked_pages_results workflow workflow_results workflow_tasks workflow_tasks_results
        site_history site_history_results aging_pages aging_pages_results page_types_usage page_types_usage_results""",
    ),
    _of("wagtailredirects:", "index index_results add start_import process_import"),
    _of("wagtailembeds:", "chooser chooser_upload"),
    _of("wagtailsnippets:", "index"),
    _of("wagtaildocs:", "index index_results add add_multiple"),
    _of("wagtailimages:", "index index_results add add_multiple"),
    _of("wagtaildocs_chooser:", "choose choose_results create"),
    _of("wagtailimages_chooser:", "choose choose_results create"),
    _of("cms_networks:", "index index_results add"),
    _of("cms_centres:", "index index_results add"),
    _of("cms_areas:", "index index_results add"),
    _of("wagtailsites:", "index index_results add"),
    _of("wagtailusers_users:", "index index_results add"),
    _of("wagtailusers_groups:", "index index_results add"),
    {"cms/login/", "cms/test404/", "cms/^.*/$"},
)
