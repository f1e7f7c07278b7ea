/**
 * Writing to the text field so that Wagtail's page editor notices.
 *
 * The editor takes its picture of the "unchanged" form two seconds after loading: a change before that would belong to the picture,
 * never be saved, and leaving the page would not warn. So a change that comes early is remembered and forced upon the editor once
 * it begins to watch. It begins again after each save, which must not force anything.
 */
export class SavedForm {
  private watched = false;
  private early = false;

  /** Also for a field that is edited by hand, as text. */
  constructor(private readonly field: HTMLTextAreaElement) {
    const { form } = field;
    field.addEventListener("input", () => (this.early ||= !this.watched));
    form?.addEventListener("w-unsaved:watch-edits", () => {
      if (!this.watched && this.early) form.setAttribute("data-w-unsaved-force-value", "true");
      this.watched = true;
    });
  }

  write(text: string): void {
    if (text === this.field.value) return;
    this.field.value = text;
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
