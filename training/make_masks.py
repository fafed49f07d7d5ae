#!/usr/bin/env python3
"""Outlines real bleeds inside ct-ich's typed boxes: MASKS/PATIENT/SLICE.png, masks.json, agreement.json.

A mask has its slice's own pixels, bit 1 << label set where that type is (labels as in ich/labels.py). Teachers, BLAST-CT's
networks, are asked once a patient, and only around the boxes; their word is kept in MASKS/teacher, so that a run cut short
goes on with the next patient. Without --teacher the outlines rest on HU alone. masks.json is written last, when all masks are
there. This is the one script here that reads images: what it makes must fit the slices and not some crop of them.

usage: make_masks.py CT_ICH --out MASKS [--teacher MODEL.pt ...] [--teacher-labels FOLDER] [--sheet SHEET.png]
"""
import argparse
import os
import time

import numpy as np

from ich import teacher_cache
from ich.atomic import replacing, write_json
from ich.box_file import pixels_of, read_boxes
from ich.errors import DataError, run_main
from ich.head_slices import Head, read_slices
from ich.labels import ABBREVIATIONS
from ich.outlines import outline_slice


class Teachers:
    """What teachers say about one patient's slices: label images made elsewhere, or the networks, or nothing."""

    def __init__(self, head, boxes, options, kept, report):
        self.head, self.boxes, self.options, self.kept, self.report = head, boxes, options, kept, report
        self.said = None

    def labels_of(self, file):
        """The path of a slice's label image, None where there is none."""
        path = self.options.teacher_labels and os.path.join(self.options.teacher_labels, os.path.splitext(file)[0] + ".png")
        return path if path and os.path.exists(path) else None

    def on_slice(self, plane, shape):
        """float32 [5, rows, columns], or None without a teacher."""
        path = self.labels_of(self.head.files[plane])
        if path:
            return teacher_cache.from_label_image(path, shape)
        if not self.options.teacher:
            return None
        self.said = self.said or self._ask()
        return teacher_cache.on_slice(self.said, plane * self.options.slice_mm, shape)

    def _ask(self):
        paths, slice_mm = self.options.teacher, self.options.slice_mm
        boxes = [box for box in self.boxes if not self.labels_of(box.file)]
        mark = teacher_cache.fingerprint(paths, boxes, slice_mm)
        said = teacher_cache.read_said(self.kept, mark)
        if said is None:
            from ich.blast_ct import load_teacher

            volume = self.head.volume(slice_mm)
            wanted = teacher_cache.wanted_voxels(self.head, volume, boxes, slice_mm)
            total = 0
            for number, path in enumerate(paths):
                total = total + load_teacher(path).probabilities(
                    volume, wanted, progress=lambda share: self.report((number + share) / len(paths)))
            teacher_cache.write_said(self.kept, mark, self.head.mm, wanted, total / len(paths))
            said = teacher_cache.read_said(self.kept, mark)
        self.head.mm = said[2]  # as it was when they were asked, and no need to read every slice for it
        return said


def entry_of(patient, bits, outlined, mm, labels):
    """One slice's part of masks.json."""
    types = sorted({box.label for box, area, _ in outlined if area > 0})
    rows = []
    for box, area, source in outlined:
        extent = pixels_of(box, bits.shape)
        box_area = (extent[0].stop - extent[0].start) * (extent[1].stop - extent[1].start) * mm**2
        rows.append({"type": ABBREVIATIONS[box.label], "line": box.line, "mm2": round(area, 1),
                     "source": source if area > 0 else None, "shareOfBox": round(area / box_area, 3),
                     "extentIoU": round(extent_iou(bits & (1 << box.label) > 0, extent), 3)})
    boxed = {box.label for box, _, _ in outlined}
    return {"patient": patient, "types": [ABBREVIATIONS[label] for label in types],
            "mm2": {ABBREVIATIONS[label]: round(float((bits == 1 << label).sum() * mm**2), 1) for label in types},
            "source": {row["type"]: row["source"] for row in sorted(rows, key=lambda row: row["mm2"]) if row["source"]},
            "typesWithoutBox": [name for name, value in list(zip(ABBREVIATIONS, labels))[1:]
                                if value and ABBREVIATIONS.index(name) not in boxed],
            "mm": round(mm, 4), "boxes": rows}


def extent_iou(mask, extent):
    """Intersection over union of a box and the outline's own extent within it."""
    inside = mask[extent]
    if not inside.any():
        return 0.0
    sides = [np.where(inside.any(axis))[0] for axis in (0, 1)]
    return float(np.prod([side[-1] - side[0] + 1 for side in sides]) / np.prod(inside.shape))


def agreement(entries):
    """{type: n boxes, share with an outline, by the teacher, medians} over all of masks.json."""
    out = {}
    for kind in ABBREVIATIONS[1:]:
        boxes = [box for entry in entries.values() for box in entry["boxes"] if box["type"] == kind]
        found = [box for box in boxes if box["source"]]
        median = lambda key: round(float(np.median([box[key] for box in found])), 3) if found else None
        out[kind] = {"boxes": len(boxes), "outlined": len(found),
                     "byTeacher": sum(box["source"] == "teacher" for box in found),
                     "slices": sum(kind in entry["types"] for entry in entries.values()),
                     "patients": len({entry["patient"] for entry in entries.values() if kind in entry["types"]}),
                     "medianMm2": median("mm2"), "medianShareOfBox": median("shareOfBox"),
                     "medianExtentIoU": median("extentIoU")}
    return out


def write_mask(path, bits):
    from PIL import Image

    with replacing(path) as part:
        Image.fromarray(bits).save(part, "PNG")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", metavar="CT_ICH")
    parser.add_argument("--out", required=True)
    parser.add_argument("--teacher", nargs="+", default=[], metavar="MODEL.pt", help="several: their mean")
    parser.add_argument("--teacher-labels", metavar="FOLDER",
                        help="images of a teacher's class numbers made elsewhere; their slices are not asked again")
    parser.add_argument("--slice-mm", type=int, default=5, help="distance of two slices; the images don't tell")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sheet", help="also draw some forty outlines into this PNG")
    options = parser.parse_args()
    patients = read_slices(options.dataset)
    boxes, left_out = read_boxes(os.path.join(options.dataset, "boxes.csv"),
                                 {file: labels for rows in patients.values() for file, labels in rows})
    for box, reason in left_out:
        print(f"left out: boxes.csv:{box.line}: {box.file} {ABBREVIATIONS[box.label]}, {reason}")
    if options.teacher:
        import torch

        from ich.blast_ct import load_teacher

        torch.set_num_threads(options.threads)
        for path in options.teacher:  # a broken one is told before minutes are spent
            load_teacher(path)
    index = os.path.join(options.out, "masks.json")
    if os.path.exists(index):
        os.remove(index)  # masks half made anew must not pass for the old ones
    by_patient = {patient: [box for box in boxes if box.file in {file for file, _ in rows}] for patient, rows in patients.items()}
    work = [patient for patient in patients if by_patient[patient]]
    if not work:
        raise DataError("has no box that the labels bear out", os.path.join(options.dataset, "boxes.csv"))
    start, entries, examples, by_image = time.time(), {}, [], 0
    for number, patient in enumerate(work):
        def report(share=0.0):
            print(f"\rpatient {patient}, {number + 1} of {len(work)}: {100 * share:.0f} %, {time.time() - start:.0f} s ",
                  end="", flush=True)

        report()
        kept = os.path.join(options.out, "teacher", f"{patient}.npz")
        head, labels = Head(options.dataset, [file for file, _ in patients[patient]]), dict(patients[patient])
        teachers = Teachers(head, by_patient[patient], options, kept, report)
        for plane, file in enumerate(head.files):
            here = [box for box in by_patient[patient] if box.file == file]
            if not here:
                continue
            brain, bone = head.plane(plane)
            teacher = teachers.on_slice(plane, brain.shape)
            bits, outlined = outline_slice(brain, bone, head.mm, here, teacher)
            write_mask(os.path.join(options.out, patient, os.path.splitext(file)[0] + ".png"), bits)
            entries[file] = entry_of(patient, bits, outlined, head.mm, labels[file])
            examples.append((file, brain, bits, here))
            by_image += teachers.labels_of(file) is not None
    figures = {"teachers": [os.path.basename(path) for path in options.teacher], "byLabelImage": by_image, "byType": agreement(entries),
               "leftOut": [{"line": box.line, "file": box.file, "type": ABBREVIATIONS[box.label], "why": reason}
                           for box, reason in left_out]}
    write_json(os.path.join(options.out, "agreement.json"), figures)
    write_json(index, entries)
    if options.sheet:
        from ich.mask_sheet import draw_sheet

        draw_sheet(options.sheet, examples)
    print(f"\n{len(entries)} masks of {len(work)} patients in {time.time() - start:.0f} s")
    print("type  boxes  outlined  by teacher  slices  patients  median mm2  of box  extent IoU")
    for kind, row in figures["byType"].items():
        print(f"{kind:4}  {row['boxes']:5}  {row['outlined']:8}  {row['byTeacher']:10}  {row['slices']:6}  {row['patients']:8}  "
              f"{row['medianMm2']!s:>10}  {row['medianShareOfBox']!s:>6}  {row['medianExtentIoU']!s:>10}")


if __name__ == "__main__":
    run_main(main)
